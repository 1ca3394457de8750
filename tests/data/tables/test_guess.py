"""What a spec leaves open is found out from the file; what it says stays."""

import csv
import io
import random

import pytest

from nnlab.data.tables.guess import guess
from nnlab.errors import UnreadableFileError
from nnlab.spec.files import CsvSpec
from tests.data.tables.tables import spec_of, write

IRISES = [
    ("5.1", "3.5", "setosa"),
    ("4.9", "3.0", "setosa"),
    ("7.0", "3.2", "versicolor"),
    ("6.4", "2.8", "versicolor"),
]


def table(rows, separator=",", decimal=".", end="\n", header=("length", "width", "species")):
    lines = [separator.join(header)] if header else []
    lines += [separator.join(row).replace(".", decimal) for row in rows]
    return end.join([*lines, ""])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("separator", "decimal"),
    [(",", "."), (";", "."), (";", ","), ("\t", "."), ("\t", ","), ("|", "."), (" ", "."), (" ", ",")],
)
@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_dialect_is_told_apart(path, separator, decimal, header, end, encoding):
    names = ("length", "width", "species") if header else ()
    write(path, table(IRISES, separator, decimal, end, names), encoding)
    assert guess(spec_of(path)) == CsvSpec(
        path=str(path),
        separator=separator,
        header=header,
        decimal=decimal,
        encoding="utf-16" if encoding == "utf-16" else "utf-8",
        label="species" if header else "3",
        task="classes",
    )


def test_what_is_given_stays(path):
    write(path, table(IRISES))
    given = spec_of(path, header=False, decimal=",", encoding="latin-1", separator=";", label="1", task="classes")
    assert guess(given) == given


def test_a_label_is_numbered_where_there_is_no_header(path):
    write(path, table(IRISES, header=()))
    assert guess(spec_of(path, label="2")).label == "2"
    with pytest.raises(UnreadableFileError, match=r"no column “species” .* its columns are “1”, “2”, “3”"):
        guess(spec_of(path, label="species"))


@pytest.mark.parametrize(("text", "encoding"), [("ä", "utf-8"), ("ä", "cp1252"), ("a", "utf-8"), ("€", "cp1252")])
def test_encoding_is_told_by_what_is_valid(path, text, encoding):
    write(path, f"x,y\n1,{text}\n2,b\n", encoding)
    assert guess(spec_of(path)).encoding == encoding


def test_a_character_at_the_end_of_the_sample_may_be_cut(path, monkeypatch):
    write(path, "x,y\n1,ä\n2,b\n")
    monkeypatch.setattr("nnlab.data.tables.dialect.SAMPLE", len("x,y\n1,") + 1)
    assert guess(spec_of(path)).encoding == "utf-8"


@pytest.mark.parametrize(
    ("text", "separator", "decimal"),
    [
        ("1,5;2,5\n2,5;3,5\n3,5;1,5\n", ";", ","),
        ("1;2,5\n2;3\n", ";", ","),
        ('a,b\n"1,5",2\n"2,5",3\n', ",", ","),  # as some spreadsheets write it
        ('a,b\n"1,234",2\n"2,345",3\n', ",", "."),  # thousands
        ("a,b\n1;2,3\n4;5,6\n", ",", "."),
        ("text,y\nred apple,1\ngreen pear,2\n", ",", "."),
        ("2020-01-01 10:00,1\n2020-01-01 11:00,2\n", ",", "."),
        ('"a;b",1\n"c;d",2\n', ",", "."),
        ("a|b\n1e-3|2E5\n", "|", "."),
        ("1.5\n2.5\n", ",", "."),
        ("only words here\nand some more of them\nend\n", ",", "."),
        ("1   2.5  a\n10  3.5  b\n", " ", "."),
        ("a, b\n1, 2\n3, 4\n", ",", "."),
    ],
)
def test_separator_and_decimal_sign(path, text, separator, decimal):
    found = guess(spec_of(write(path, text)))
    assert (found.separator, found.decimal) == (separator, decimal)


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("a,b\n1,2\n", True),
        ("1,2\n3,4\n", False),
        ("a,1\nb,2\nc,3\n", False),
        ("colour,size\nred,big\ngreen,big\nred,small\n", True),
        ("red,big\ngreen,big\nred,small\n", False),
        ("150,4,setosa,versicolor\n5.1,3.5,1.4,0\n4.9,3,1.4,1\n", True),  # scikit-learn's copy of the irises
        ("0,1,2,3\n5.1,3.5,1.4,0.2\n4.9,3,1.4,0.2\n", True),  # pandas without names
        (",a,b\n0,1.5,x\n1,2.5,y\n", True),
        ("?,2,yes\n1,2,no\n3,4,yes\n", False),
        ("b,30.83,0,u,+\na,58.67,4.46,u,+\nb,24.5,0.5,u,-\n", False),
        ("1,2\n", False),
    ],
)
def test_header(path, text, header):
    assert guess(spec_of(write(path, text))).header is header


@pytest.mark.parametrize(
    ("header", "label"),
    [
        ("label,a,b", "label"),
        ("a,Class,b", "Class"),
        ("a,TARGET,label", "label"),
        ("y,a,b", "y"),
        ("Species,a,b", "Species"),
        ("a,Outcome,b", "Outcome"),
        ("a,classes,b", "classes"),
        ("a,b,c", "c"),
    ],
)
def test_the_label_is_what_is_called_so_or_the_last_column(path, header, label):
    write(path, header + "\n1.5,2.5,3.5\n2.5,1.5,7.5\n")
    assert guess(spec_of(path)).label == label


def test_the_label_is_the_last_column_that_is_used(path):
    write(path, "id,colour,size,weight,\n" + "".join(f"n{i},{'rg'[i % 2]},{'ab'[i % 2]},{i}.5,\n" for i in range(50)))
    assert guess(spec_of(path)).label == "weight"


@pytest.mark.parametrize(
    ("labels", "task"),
    [
        ([i % 10 for i in range(100)], "classes"),
        ([f"{i % 3}.0" for i in range(100)], "classes"),
        ([(-1) ** i for i in range(100)], "classes"),
        ([0, 1, 1, 0], "classes"),
        ([i % 21 for i in range(100)], "numbers"),  # more than 20
        ([i % 21 for i in range(1000)], "classes"),  # but few among a thousand
        ([i % 40 for i in range(1000)], "numbers"),
        ([i / 4 for i in range(4)] * 10, "numbers"),
        (list(range(15)), "numbers"),  # none comes again
        (["a", "b"] * 10, "classes"),
        (["1", "2", "3+"] * 10, "classes"),
    ],
)
def test_the_task_is_told_by_the_labels(path, labels, task):
    write(path, "x,label\n" + "".join(f"{i}.5,{label}\n" for i, label in enumerate(labels)))
    assert guess(spec_of(path)).task == task


def test_thousands_of_columns(path):
    rng = random.Random(0)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*(f"x{i}" for i in range(20_000)), "class"])
    writer.writerows([*(f"{rng.random():.15f}" for _ in range(20_000)), i % 2] for i in range(3))
    found = guess(spec_of(write(path, text.getvalue())))
    assert (found.separator, found.header, found.label, found.task) == (",", True, "class", "numbers")


@pytest.mark.parametrize("text", ["", "\n\n\n", ",,,\n,,\n", "   \n"])
def test_a_file_in_which_nothing_stands_is_no_table(path, text):
    with pytest.raises(UnreadableFileError, match="nothing stands in it"):
        guess(spec_of(write(path, text)))


def test_a_header_alone_is_no_table(path):
    with pytest.raises(UnreadableFileError, match="no rows below it"):
        guess(spec_of(write(path, "a,b,c\n")))


def test_a_path_that_is_missing_is_said(tmp_path):
    with pytest.raises(UnreadableFileError, match="No file has been chosen"):
        guess(CsvSpec())
    with pytest.raises(UnreadableFileError, match="is not there"):
        guess(CsvSpec(path=str(tmp_path / "none.csv")))
