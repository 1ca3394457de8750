"""The script as a whole."""

from __future__ import annotations

import nnlab
from nnlab.data.tables.values import MISSING
from nnlab.store.export.facts import fills_missing
from nnlab.store.export.numpy_script.forward import Forward, forward_of
from nnlab.store.export.numpy_script.functions import functions_for
from nnlab.store.export.source_text import array_text, listed, title_of
from nnlab.training.checkpoint import RunRecord

HEAD = '''"""Predicts with {title}, which nnlab {version} trained. It needs NumPy and nothing else.

    python SCRIPT.py new.csv

reads a table of raw features, {features} columns and an example a row, and prints for each
{prints}. In another program:

    from SCRIPT import predict
    {result} = predict(x)  # (n, {outputs}) of (n, {features}) numbers
"""'''
PREPARE = '''def prepare(x):
    """Make of raw features what the network was trained on{fitted}."""
    {lines}
    return x.astype(np.{precision})'''
PREDICT = '''def predict(x):
    """Return (n, {outputs}) {what} for n examples."""
    x = prepare(np.asarray(x, dtype=np.float64).reshape(len(x), {shape}))
    {lines}'''
READ_NUMBERED = '''def read(path):
    """Return the numbers of a table; a first line that holds words is passed over."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    try:
        float(rows[0][0])
    except ValueError:
        del rows[0]
    return np.array(rows, dtype=np.float64)'''
READ_NAMED = '''def read(path):
    """Return the features in a table: found by their names, or, where the first line has none, in the order above."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    names = [" ".join(name.split()) for name in rows[0]]
    if set(FEATURES) <= set(names):
        places = [names.index(name) for name in FEATURES]
        rows = [[row[place] for place in places] for row in rows[1:]]
    return np.array({cells}, dtype=np.float64)'''
FILLED = '[["nan" if cell.strip().lower() in GAPS else cell for cell in row] for row in rows]'
GAPS = f"GAPS = {sorted(MISSING)}  # what stands where a value is missing\n"
MAIN_CLASSES = '''def main(path):
    """Print a table: for each example its class, and {what} of all classes."""
    table = csv.writer(sys.stdout)
    table.writerow(["class", *(f"{short}({{name}})" for name in CLASSES)])
    for row in predict(read(path)):
        table.writerow([CLASSES[row.argmax()], *row])'''
MAIN_VALUES = '''def main(path):
    """Print a table: for each example what is predicted."""
    table = csv.writer(sys.stdout)
    table.writerow(VALUES)
    table.writerows(predict(read(path)))'''
NUMBERS = '''def numbers(kind, shape, text):
    """Decode an array: base64 is a way to write bytes as letters."""
    return np.frombuffer(base64.b64decode(text), dtype=kind).reshape(shape)'''
END = """if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python " + sys.argv[0] + " new.csv")
    main(sys.argv[1])
"""


def to_python(record: RunRecord) -> bytes:
    """Return a script that predicts as the run does, in its precision; preprocessing is done in float64."""
    forward = forward_of(record)
    parts = [
        "\n\n".join([_head(record), _imports(forward), _names(record)]),
        _predict(record, forward),
        _prepare(record, forward),
        *functions_for(forward.functions),
        _read(record),
        _main(record),
        NUMBERS,
        "# What was measured and learned on the training examples.\n\n"
        + "\n".join(array_text(name, array) for name, array in forward.arrays.items()).rstrip(),
        END,
    ]
    return "\n\n\n".join(parts).encode("utf-8")


def _result_words(record: RunRecord) -> tuple[str, str, int]:
    """Return what is predicted, for each example and of how many numbers."""
    classes = record.checkpoint.data.shape.classes
    if not classes:
        return "values", "what is predicted", record.n_outputs
    what = "probabilities" if record.spec.training.loss.kind in ("softmax", "logistic") else "scores"
    return what, f"its class and the {what} of all classes", classes


def _head(record: RunRecord) -> str:
    result, prints, outputs = _result_words(record)
    return HEAD.format(
        title=title_of(record.spec.name),
        version=nnlab.__version__,
        features=record.checkpoint.data.shape.features,
        prints=prints,
        result=result,
        outputs=outputs,
    )


def _imports(forward: Forward) -> str:
    names = ["base64", "csv", *(["math"] if "gelu" in forward.functions else []), "sys"]
    return "\n".join(f"import {name}" for name in names) + "\n\nimport numpy as np"


def _names(record: RunRecord) -> str:
    """Return the lists of names: what is predicted, and from what, where that has names."""
    data = record.checkpoint.data
    values = data.target_names or tuple(f"value {number}" for number in range(1, record.n_outputs + 1))
    said = listed("CLASSES", data.class_names) if data.class_names else listed("VALUES", values)
    features = listed("FEATURES", data.feature_names) if data.feature_names else ""
    return (said + features + (GAPS if fills_missing(record) else "")).rstrip()


def _prepare(record: RunRecord, forward: Forward) -> str:
    seen = "" if record.spec.preprocessing_fit == "train" else " (fitted on all examples, those for testing included)"
    text = PREPARE.format(fitted=seen, lines=_indented(forward.prepare), precision=record.spec.precision)
    return text if forward.prepare else text.replace("    \n", "")


def _predict(record: RunRecord, forward: Forward) -> str:
    what, _, outputs = _result_words(record)
    shape = ", ".join(map(str, record.checkpoint.data.shape.example_shape))
    return PREDICT.format(what=what, outputs=outputs, shape=shape, lines=_indented(forward.predict))


def _indented(lines: list[str]) -> str:
    return "\n    ".join(lines)


def _read(record: RunRecord) -> str:
    if not record.checkpoint.data.feature_names:
        return READ_NUMBERED
    return READ_NAMED.format(cells=FILLED if fills_missing(record) else "rows")


def _main(record: RunRecord) -> str:
    what, _, _ = _result_words(record)
    if what == "values":
        return MAIN_VALUES
    return MAIN_CLASSES.format(what=f"the {what}", short="p" if what == "probabilities" else "score")
