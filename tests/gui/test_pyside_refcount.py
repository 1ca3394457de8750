"""Guards against a fault of PySide6 6.12 on Python 3.11: each void call lost a reference to ``None``."""

import sys

from PySide6.QtGui import QPainterPath


def test_void_calls_keep_the_references_to_none() -> None:
    path = QPainterPath()
    before = sys.getrefcount(None)
    for i in range(200):
        path.lineTo(float(i), 1.0)
    assert abs(sys.getrefcount(None) - before) < 100
