from collections.abc import Iterator

import pytest

from nnlab.jobs import ComputeThread


@pytest.fixture
def thread() -> Iterator[ComputeThread]:
    thread = ComputeThread()
    yield thread
    thread.close()
