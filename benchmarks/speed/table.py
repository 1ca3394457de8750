"""The table as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.speed.results import STATISTICS_LIMIT, Row

HEADINGS = ("net", "ours, µs", "PyTorch, µs", "PyTorch / ours", "ours / products", "sklearn / ours", "statistics")


def table(rows: Sequence[Row]) -> str:
    """Return the rows under their headings, the columns aligned."""
    cells = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in cells)


def _cells(row: Row) -> tuple[str, ...]:
    missed = row.misses()
    limit = "" if row.net.limit is None else f" ≤ {row.net.limit:g}"
    sklearn = "-" if row.sklearn_over_ours is None else f"{row.sklearn_over_ours:.1f}"
    return (
        row.net.name,
        f"{1e6 * row.ours:,.0f}",
        f"{1e6 * row.pytorch:,.0f}",
        f"{row.pytorch_over_ours:.2f} ≥ {row.net.floor:g}" + _word("PyTorch", missed),
        f"{row.ours_over_products:.2f}{limit}" + _word("products", missed),
        sklearn,
        f"{row.statistics:.1%} ≤ {STATISTICS_LIMIT:.0%}" + _word("statistics", missed),
    )


def _word(name: str, missed: Sequence[str]) -> str:
    return " MISSED" if name in missed else ""
