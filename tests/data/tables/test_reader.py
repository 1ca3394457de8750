"""Tables become datasets: the values of an independent reading, and a sentence for what cannot be read."""

import csv
import random

import numpy as np
import pytest

from nnlab.data.tables import blocks
from nnlab.data.tables.reader import read_csv
from nnlab.errors import UnreadableFileError
from tests.data.tables.tables import drained, load, refusal, spec_of, write

COLOURS = ("red", "green", "dark blue")


def big_table(path, rows=4000, seed=0):
    """Write numbers in many spellings, texts, quotes and blank lines; return its cells as the csv module reads them."""
    rng = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_MINIMAL)
        writer.writerow(["a", "colour", "b", "size, in cm", "label"])
        for _ in range(rows):
            spelt = [repr(rng.gauss(0, 1e3)), f"{rng.random():.3e}", f"+{rng.randrange(9)}", f".{rng.randrange(99)}"]
            writer.writerow(
                [repr(rng.random()), rng.choice(COLOURS), rng.choice(spelt), rng.randrange(-5, 5), rng.choice("αβγ")]
            )
            if rng.random() < 0.01:
                file.write("\r\n")
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file) if row]


def test_a_big_mixed_table_is_what_the_csv_module_and_float_make_of_it(path):
    header, *rows = big_table(path)
    dataset = load(path)
    assert dataset.feature_names == ("a", "colour=dark blue", "colour=green", "colour=red", "b", "size, in cm")
    for name, column in zip(dataset.feature_names, dataset.x.T, strict=True):
        at = header.index(name.partition("=")[0])
        colour = name.partition("=")[2]
        expected = [row[at] == colour if colour else float(row[at]) for row in rows]
        np.testing.assert_array_equal(column, expected)
    assert dataset.class_names == ("α", "β", "γ")
    assert [dataset.class_names[label] for label in dataset.targets] == [row[-1] for row in rows]
    assert (dataset.x.dtype, dataset.targets.dtype) == (np.float64, np.intp)


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_the_size_of_a_block_changes_nothing(path, monkeypatch, size):
    big_table(path, 60)
    expected = load(path)
    monkeypatch.setattr(blocks, "BLOCK_BYTES", size)
    found = load(path)
    assert found.fingerprint == expected.fingerprint
    assert found.feature_names == expected.feature_names


def test_numbers_alone_are_read_exactly(path):
    rng = random.Random(1)
    rows = [[rng.gauss(0, 10 ** rng.randrange(-9, 9)) for _ in range(5)] for _ in range(3000)]
    write(path, "\n".join(",".join(map(repr, row)) for row in rows))
    dataset = load(path)
    np.testing.assert_array_equal(dataset.x, np.array(rows)[:, :4])
    np.testing.assert_array_equal(dataset.targets, np.array(rows)[:, 4:])
    assert (dataset.feature_names, dataset.target_names, dataset.class_names) == (("1", "2", "3", "4"), ("5",), ())


@pytest.mark.parametrize("decimal", [".", ","])
def test_a_decimal_comma_changes_nothing(path, decimal):
    write(path, "a;b;class\n1.5;-2;x\n2.25;1e1;y\n".replace(".", decimal))
    np.testing.assert_array_equal(load(path).x, [[1.5, -2], [2.25, 10]])


@pytest.mark.parametrize(
    ("labels", "names", "targets"),
    [
        ("10 9 2 9", ("2", "9", "10"), [2, 1, 0, 1]),
        ("1.0 0 1 0.0", ("0", "1"), [1, 0, 1, 0]),
        ("b a c a", ("a", "b", "c"), [1, 0, 2, 0]),
        ("10 9 b 9", ("10", "9", "b"), [0, 1, 2, 1]),
        ("0.5 0.25 0.5 0.5", ("0.25", "0.5"), [1, 0, 1, 1]),
        ("+ - + -", ("+", "-"), [0, 1, 0, 1]),
    ],
)
def test_classes_are_in_the_order_of_their_numbers_or_of_the_alphabet(path, labels, names, targets):
    write(path, "x,y\n" + "".join(f"{i}.5,{label}\n" for i, label in enumerate(labels.split())))
    dataset = load(path, task="classes")
    assert (dataset.class_names, dataset.targets.tolist()) == (names, targets)


def test_any_column_can_be_predicted(path):
    write(path, "a,b,c\n1,x,0.5\n2,y,1.5\n3,x,2.5\n")
    assert load(path, label="b").feature_names == ("a", "c")
    met = load(path, label="a", task="numbers")
    assert (met.feature_names, met.target_names) == (("b=x", "b=y", "c"), ("a",))
    np.testing.assert_array_equal(met.targets, [[1], [2], [3]])


def test_what_only_identifies_rows_is_left_out(path):
    rows = "".join(f"{i},Person {i},{i % 7}.5,,{i % 2}\n" for i in range(100))
    assert load(write(path, ",name,age,empty,label\n" + rows)).feature_names == ("age",)


def test_equal_names_are_numbered_apart(path):
    assert load(write(path, "a,a,y,y\n1,2,0,1\n2,1,1,0\n"), label="y").feature_names == ("a", "a (2)", "y (2)")


def test_progress_rises_to_the_end_and_reading_can_be_given_up(path):
    write(path, "a,b\n" + "1.5,2\n2.5,1\n" * 50_000)
    work = read_csv(spec_of(path))
    shares = [next(work) for _ in range(3)]
    assert shares == sorted(set(shares))
    assert shares[-1] < 1
    work.close()
    shares = list(read_csv(spec_of(path)))
    assert shares == sorted(shares)
    assert shares[-1] == 1
    path.unlink()  # not open any more, which Windows would tell


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n3,4,5\n", "FILE, line 3: there are 3 cells instead of 2."),
        ("a,b,c\n1,2,3\n\n4,5\n", "FILE, line 4: there are 2 cells instead of 3."),
        ("a,b,c\n" + "1,2,3\n" * 99_999 + "4,5\n", "FILE, line 100,001: there are 2 cells instead of 3."),
        ("a,b\n1,1\n1,2\n", "FILE, column “a”: “1” is the only label; there have to be two classes at least."),
        ("label\na\nb\n", "FILE has no column to learn from beside “label”, which is to be predicted."),
        ("x,label\n,1\n,2\n", "FILE has no column to learn from beside “label”, which is to be predicted."),
        ("a,b\n1,2\n1e999,3\n", "FILE, line 3, column “a”: “1e999” is infinite, or too large."),
        ("a,b\n-Infinity,2\n1,3\n", "FILE, line 2, column “a”: “-Infinity” is infinite, or too large."),
        ("x,class\n1," + "x" * 131_073 + "\n", "FILE, line 2: a cell has more than 131,072 characters"),
        ('a,b\n1,2\n"3,4\n', "FILE, line 3: a quoted cell begins in this row and never ends."),
        ("a,b\n1,2\0\n", "FILE, line 2: there are zero bytes, so this is not a table as text."),
        ("\x89PNG\r\n\x1a\n\0\0\0", "FILE, line 3: there are zero bytes"),
        ("," * 100_000 + "\n" + "1," * 100_000 + "2\n", "FILE has 100,001 columns; at most 100,000 can be read."),
    ],
)
def test_what_cannot_be_read_is_refused(path, text, said):
    options = {"label": "a", "task": "classes"} if "only label" in said else {}
    assert refusal(write(path, text), **options).startswith(said)


def test_a_text_among_numbers_is_refused_by_line_and_column(path):
    write(path, "a,b\n" + "1.5,2\n2.5,1\n" * 70_000 + "7," + "oops" * 20 + "\n1_000,2\n")
    said = "FILE, line 140,002, column “b”: “" + "oops" * 10 + "…” is not a number."
    assert refusal(path, task="numbers") == said
    write(path, "a,b\n" + "1.5,2\n2.5,1\n" * 70_000 + "1_000,2\n")
    assert refusal(path) == "FILE, line 140,002, column “a”: “1_000” is not a number."


def test_a_label_that_is_text_beyond_the_beginning_is_another_class(path):
    write(path, "a,b\n" + "1.5,2\n2.5,1\n" * 70_000 + "7,none of them\n")
    assert load(path).class_names == ("1", "2", "none of them")


def test_text_cannot_be_met_as_a_number(path):
    write(path, "a,b\n1,x\n2,y\n")
    said = "FILE, column “b”: there is text, no number to be met. Choose classes, or another column."
    assert refusal(path, task="numbers") == said


def test_a_column_of_many_texts_is_refused(path):
    write(path, "city,label\n" + "".join(f"c{i % 150},{i % 2}\n" for i in range(600)))
    assert refusal(path).startswith(
        "FILE, column “city”: there are 150 different texts in the first 600 rows; at most 100 can be told apart."
    )
    write(path, "city,label\n" + "a,0\nb,1\n" * 70_000 + "".join(f"c{i},{i % 2}\n" for i in range(200)))
    assert refusal(path).startswith("FILE, line 140,100, column “city”: here is one more than 100 different texts")


def test_too_many_classes_are_refused(path):
    write(path, "x,y\n" + "".join(f"{i % 9}.5,{i}\n" for i in range(10_001)))
    assert refusal(path, task="classes").startswith("FILE, line 10,002, column “y”: here is one more than 10,000")
    assert load(path, task="numbers").targets.shape == (10_001, 1)


def test_too_many_features_are_refused(path):
    rows = [",".join([f"t{i}"] * 9_999) for i in range(12)]
    assert refusal(write(path, "\n".join(rows)), header=False).startswith("FILE makes 119,976 features")
    rows = [",".join([f"t{i}"] * 10_002) for i in range(3)]
    said = "FILE has 10,001 columns of text; at most 10,000 can be read."
    assert refusal(write(path, "\n".join(rows)), header=False) == said


def test_what_does_not_fit_is_refused_before_it_is_read(path, monkeypatch):
    write(path, "a,b\n1,2\n2,1\n")
    monkeypatch.setattr("nnlab.data.files.psutil.virtual_memory", lambda: type("M", (), {"available": 0}))
    assert refusal(path).startswith("FILE does not fit: its data need 0.00 GB of memory")


def test_bytes_of_another_encoding_are_refused_and_another_choice_helps(path):
    write(path, "a,b\n" + "1,x\n2,y\n" * 50_000 + "3,ü\n", "cp1252")
    assert refusal(path) == "FILE, line 100,002: there are bytes that are not utf-8; choose another encoding."
    assert load(path, encoding="cp1252").class_names == ("x", "y", "ü")


def test_a_folder_is_no_table(tmp_path):
    with pytest.raises(UnreadableFileError, match="is a folder"):
        drained(read_csv(spec_of(tmp_path)))
