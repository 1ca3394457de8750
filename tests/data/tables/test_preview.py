"""A preview shows what a table is taken for, and what another option would make of it."""

import pytest

from nnlab.data.tables.columns import Kind
from nnlab.data.tables.preview import preview
from nnlab.errors import UnreadableFileError
from tests.data.tables.tables import spec_of, write

PEOPLE = "".join(f'{i},"Person {i}, of some name",{"fm"[i % 2]},{20 + i % 50}.5,,{"abc"[i % 3]}\n' for i in range(200))


def kinds(path, **options):
    return [column.kind for column in preview(spec_of(path, **options)).columns]


def notes(path, **options):
    return [str(column.note or "") for column in preview(spec_of(path, **options)).columns]


def test_a_preview_shows_the_first_rows_as_they_stand(path):
    found = preview(spec_of(write(path, "a,b,y\n1.50, x ,0\n2,z,1\n3,x,0\n")), rows=2)
    assert [column.name for column in found.columns] == ["a", "b", "y"]
    assert found.rows == (("1.50", "x ", "0"), ("2", "z", "1"))
    assert (found.label, found.n_rows, found.size) == (2, 3, path.stat().st_size)
    assert found.spec.label == "y"


def test_each_column_has_a_kind_and_what_is_left_out_a_reason(path):
    write(path, ",name,sex,age,nothing,class\n" + PEOPLE)
    assert kinds(path) == [Kind.LEFT_OUT, Kind.LEFT_OUT, Kind.CATEGORY, Kind.NUMBER, Kind.LEFT_OUT, Kind.CATEGORY]
    assert notes(path) == [
        "left out: it counts the rows",
        "left out: it identifies the rows, with 200 texts in 200 of them",
        "",
        "",
        "left out: it is empty, at least at first",
        "",
    ]


def test_another_option_shows_its_effect(path):
    write(path, "a;b\n1,5;2\n2,5;1\n3,5;2\n")
    assert kinds(path) == [Kind.NUMBER, Kind.NUMBER]
    assert kinds(path, separator=",") == [Kind.NUMBER]
    assert kinds(path, decimal=".") == [Kind.CATEGORY, Kind.NUMBER]
    assert [column.name for column in preview(spec_of(path, header=False)).columns] == ["1", "2"]
    assert preview(spec_of(path, label="a")).label == 0


def test_rows_of_other_lengths_are_shown(path):
    found = preview(spec_of(write(path, "a,b,c\n1,2\n1,2,3,4\n1,2,3\n")))
    assert [len(row) for row in found.rows] == [2, 4, 3]
    assert len(found.columns) == 3


def test_long_cells_are_shortened(path):
    found = preview(spec_of(write(path, f"a,b\n{'x' * 5000},1\ny,2\n")))
    assert found.rows[0][0] == "x" * 200 + "…"


def test_a_long_file_is_not_counted(path):
    write(path, "a,b\n" + "1,2\n" * 100_000)
    assert preview(spec_of(path)).n_rows is None


def test_names_are_made_fit_for_use(path):
    write(path, '"x\ny",a,a,,"a (2)",a,' + "n" * 500 + "\n1,2,3,4,5,6,7\n")
    names = [column.name for column in preview(spec_of(path)).columns]
    assert names == ["x y", "a", "a (2)", "column 4", "a (2) (2)", "a (3)", "n" * 100]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2", "NA", ""] * 5, Kind.NUMBER),
        ([".5", "+1", "01", "5."] * 5, Kind.NUMBER),
        (["0", "1", "2", "3+"] * 5, Kind.CATEGORY),
        ([*map(str, range(40)), "unknown", "unknown", "unknown"], Kind.NUMBER),  # refused when it is read
        ([*["1", "2"] * 20, "l"], Kind.NUMBER),
        (["yes", "no"] * 10, Kind.CATEGORY),
        ([f"c{i % 100}" for i in range(400)], Kind.CATEGORY),
        ([f"n{i}" for i in range(21)], Kind.LEFT_OUT),
        ([f"n{i}" for i in range(20)], Kind.CATEGORY),
        (["NA", "", "?", "-"] * 5, Kind.LEFT_OUT),
        (["+", "-"] * 5, Kind.CATEGORY),
        ([str(i) for i in range(300)], Kind.NUMBER),
    ],
)
def test_kinds_are_told_by_the_cells(path, cells, kind):
    write(path, "x,label\n" + "".join(f"{cell},{i % 2}\n" for i, cell in enumerate(cells)))
    assert kinds(path)[0] is kind


def test_too_many_texts_are_noted(path):
    write(path, "x,label\n" + "".join(f"c{i % 150},{i % 2}\n" for i in range(600)))
    assert notes(path)[0] == "150 different texts are too many; at most 100 can be told apart"


def test_errors_are_sentences(path):
    write(path, "a,b\n1,2\n")
    with pytest.raises(UnreadableFileError, match="has no column “c” to be predicted; its columns are “a”, “b”"):
        preview(spec_of(path, label="c"))
