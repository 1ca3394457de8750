"""A Dask cluster gives what the processes of one machine give."""

import json
import subprocess
import sys

import pytest

from nnlab.errors import NnlabError
from nnlab.search.cluster import Cluster
from nnlab.search.search import Search
from tests.search.searching import SMALL, Here, ended, search_of, without_seconds

pytest.importorskip("distributed")


def on_a_cluster(how):
    """Run in a process of its own, which takes Dask's threads with it."""
    command = [sys.executable, "-m", "tests.search.on_a_cluster", how]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=90)
    return json.loads(done.stdout)


@pytest.mark.parametrize("how", ["whole", "killed"])
def test_it_comes_to_the_same_as_one_process(how):
    here = without_seconds(ended(Search(SMALL, search_of(), Here())))
    assert on_a_cluster(how) == json.loads(json.dumps(here))


def test_a_scheduler_without_workers_is_told():
    assert "has no workers yet" in on_a_cluster("empty")


@pytest.mark.parametrize("address", ["nonsense://x:1", "127.0.0.1:notaport", "", "a b", "tcp://127.0.0.1", "x" * 300])
def test_what_is_no_address_is_told(address):
    with pytest.raises(NnlabError, match="is no address of a scheduler"):
        Cluster(address)


def test_a_scheduler_that_is_not_there_is_told():
    with pytest.raises(NnlabError, match=r"No scheduler answers at tcp://127\.0\.0\.1:9: "):
        Cluster("tcp://127.0.0.1:9")
