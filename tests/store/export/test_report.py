import math
import re
from dataclasses import replace

import numpy as np
import pytest

from nnlab.spec.document import from_json, to_document
from nnlab.spec.live import Change
from nnlab.store.experiment_file import Experiment, find, open_experiment
from nnlab.store.export.report import to_html
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.evaluation import Result
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.store.conftest import CHANGES, STEPS_DONE
from tests.store.export.reading import Page, lines_of, words_of
from tests.training.runs import small_spec, spec_with

LOSS = "Loss of every step, before its update"
EVALUATED = "Loss on train and validation"
ACCURACY = "Accuracy on train and validation"
RATE = "Learning rate of the steps that were recorded"
WILD = '<script>alert("1")</script> & <img src=x onerror=y> \x00\x1b[31m'


def run_of(spec, finish=Finish.COMPLETED) -> RunRecord:
    trainer = Trainer(spec, blas_threads=1)
    for _ in train(trainer):
        pass
    picture = trainer.picture()
    shown = picture if picture.is_finite else None
    return RunRecord(spec, trainer.checkpoint(), finish, trainer.recorder.results(), shown)


def page_of(record: RunRecord, **changes) -> Page:
    return Page(to_html(Experiment(record.spec, replace(record, **changes))))


@pytest.fixture(scope="module")
def page(record):
    """Read the report of a run with live changes, batch normalisation and dropout, that was stopped."""
    return Page(to_html(Experiment(record.spec, record, {"nnlab": "9.8.7", "numpy": "2.1"})))


@pytest.fixture(scope="module")
def diverged():
    return run_of(small_spec(training__learning_rate=1e20), Finish.DIVERGED)


@pytest.fixture(scope="module")
def wild(record):
    """Read the report of an experiment whose every word wants to be more than that."""
    data = replace(record.checkpoint.data, class_names=(WILD, "b", "c"), label_name=WILD, left_out=(WILD,))
    wild = replace(record, checkpoint=replace(record.checkpoint, data=data))
    spec = record.spec.model_copy(update={"name": WILD, "notes": WILD})
    return Page(to_html(Experiment(spec, wild, {WILD: WILD})))


def as_long(record: RunRecord, losses) -> RunRecord:
    """Return the record of a run with so many losses."""
    history = replace(record.checkpoint.history, losses=losses)
    return replace(record, checkpoint=replace(record.checkpoint, step=losses.size, history=history))


class TestResults:
    def test_are_those_of_the_record(self, page, record):
        wanted = [value for part in record.results.values() for value in (part.loss, part.accuracy)]
        assert page.exact[: len(wanted)] == wanted
        assert page.row("test")[1:] == [f"{wanted[-2]:.3g}", f"{100 * wanted[-1]:.1f} %"]

    def test_tell_sizes_steps_and_end(self, page):
        assert [page.row(part)[0] for part in ("train", "validation", "test")] == ["106", "22", "22"]
        assert page.row("steps") == [str(STEPS_DONE)]
        assert page.row("end") == ["stopped by hand"]
        assert "2.2 epochs" in page.row("epochs")
        assert page.row("time in training steps") == ["0.25 s, 72 steps per second"]

    def test_name_the_best_epoch(self, page, record):
        evaluations = [e for e in record.checkpoint.history.evaluations if e.part == "validation"]
        best = min(evaluations, key=lambda e: e.loss)
        assert page.row("best validation")[0].startswith(f"after epoch {best.epoch:g}, step {best.step}: loss")

    def test_of_a_run_that_goes_on_are_its_last_evaluations(self, record):
        page = page_of(record, finish=None, results={})
        last = [e for e in record.checkpoint.history.evaluations if e.part == "validation"][-1]
        assert page.row("validation")[1] == f"{last.loss:.3g}"
        assert page.row("test")[1:] == ["–", "–"]
        assert "had not finished" in page.text

    def test_list_each_change_with_the_value_before(self, page):
        numbered = {str(place): change for place, change in enumerate(CHANGES, start=1)}
        assert [page.rows[page.rows.index(row)] for row in page.rows if len(row) == 5 and row[0] in numbered] == [
            ["1", "5", "training.learning_rate", "0.01", "0.02"],
            ["2", "9", "network.layers.0.dropout", "0", "0.1"],
            ["3", "9", "training.batch_size", "16", "12"],
            ["4", str(STEPS_DONE), "training.epochs", "6", "8"],
        ]

    def test_of_many_changes_say_how_many_are_not_listed(self, record):
        changes = tuple(Change(step, "training.l2", step / 1e6) for step in range(1000))
        page = page_of(record, checkpoint=replace(record.checkpoint, changes=changes))
        assert "800 more changes followed." in page.text
        assert len(page.html) < 200_000

    def test_say_where_a_run_broke(self, diverged):
        broke = diverged.checkpoint.first_nonfinite
        assert f"step {broke.step}, in " in page_of(diverged).row("not finite")[0]

    @pytest.mark.parametrize(("loss", "words"), [(math.nan, "not a number"), (math.inf, "infinite")])
    def test_have_a_word_for_a_loss_that_is_not_finite(self, diverged, loss, words):
        page = page_of(diverged, results={**diverged.results, "train": Result(loss, None)})
        assert page.row("train")[1:] == [words, "–"]

    def test_a_part_without_examples_has_a_dash(self, record):
        assert page_of(record, results={**record.results, "test": None}).row("test")[1:] == ["–", "–"]

    def test_a_number_too_large_to_be_one_is_a_word(self, record):
        results = {**record.results, "train": Result(float("inf"), None)}
        assert page_of(record, results=results).row("train")[1:] == ["infinite", "–"]


class TestExperiment:
    def test_the_network_is_told_layer_by_layer(self, page):
        assert page.row("1")[:2] != page.row("2")[:2]
        layers = [row for row in page.rows if len(row) == 9]
        assert [row[0] for row in layers] == ["layer", "1", "2", "output"]
        assert [row[-2:] for row in layers[1:]] == [["12", "48"], ["8", "104"], ["3", "27"]]
        assert [row[6] for row in layers[1:]] == ["no", "0.2", "–"]
        assert "has 179 parameters" in page.text

    def test_the_document_is_complete(self, page, record):
        text = re.search(r"JSON\n?(\{.*?\n\})", page.text, re.DOTALL)
        assert from_json(text[1]) == record.spec

    def test_without_a_run_there_is_a_sentence(self):
        page = Page(to_html(find("digits")))
        assert "There is no run yet" in page.text
        assert page.pictures() == []
        assert page.row("loss") == ["softmax (cross-entropy)"]

    def test_data_that_nobody_has_read_have_no_sizes(self):
        page = Page(to_html(Experiment(spec_with(data__source={"kind": "csv", "path": "/home/ann/flowers.csv"}))))
        assert "Sizes are not known here" in page.text
        assert page.row("file") == ["flowers.csv"]
        assert "ann" not in page.html

    def test_one_that_does_not_fit_says_why(self):
        page = Page(to_html(Experiment(small_spec(training__batch_size=5000))))
        assert "training.batch_size" in page.text

    def test_edited_since_it_tells_of_the_run_and_shows_both(self, record):
        edited = spec_with(name="Other", training__learning_rate=0.5)
        page = Page(to_html(Experiment(edited, record)))
        assert "edited after this run" in page.text
        assert page.row("learning rate") == ["0.01"]
        assert page.text.count('"nnlab": 1') == 2
        assert page.text.startswith("\nOther")

    def test_points_by_hand_stay_short(self):
        points = [[i / 11, i / 13, i % 2] for i in range(10_000)]
        html = to_html(Experiment(spec_with(data__source={"kind": "points", "points": points})))
        assert len(html) < 1_000_000
        assert Page(html).row("points") == ["10,000, drawn by hand"]

    def test_origin(self, page, record):
        assert page.row("fingerprint of the data") == [record.checkpoint.data.fingerprint]
        assert page.row("made by nnlab") == ["9.8.7"]


class TestCurves:
    def test_all_are_there(self, page):
        assert [title for title in page.titles() if ". " not in title] == [LOSS, EVALUATED, ACCURACY, RATE]

    def test_axes_and_changes_have_words(self, page):
        words = words_of(page.picture(LOSS))
        assert {"step", "each batch", "mean of each epoch", "change 1", "change 2"} <= set(words)
        assert {"epoch", "train", "validation", "★ best"} <= set(words_of(page.picture(EVALUATED)))

    def test_of_a_million_steps_stay_small(self, record):
        losses = np.random.default_rng(0).random(1_000_000)
        page = page_of(as_long(record, losses))
        assert len(page.html) < 300_000
        assert 1000 < lines_of(page.picture(LOSS), "batch")[0].count("L") < 1500

    def test_that_break_have_a_mark(self, diverged):
        picture = page_of(diverged).picture(LOSS)
        assert "✕ not finite" in words_of(picture)
        assert "nan" not in "".join(path.get("d", "") for path in picture.iter())

    def test_of_a_regression_have_no_accuracy(self):
        page = page_of(run_of(small_spec(data__source={"kind": "plane", "examples": 100}, training__loss="mse")))
        assert ACCURACY not in page.titles()
        assert page.rows[0] == ["part", "examples", "loss"]
        assert "accuracy" not in page.text.lower()

    def test_a_steady_rate_is_a_sentence(self):
        page = page_of(run_of(small_spec(training__epochs=1, precision="float64")))
        assert RATE not in page.titles()
        assert "The learning rate was 0.01 in every step." in page.text
        assert page.row("precision") == ["float64"]

    def test_before_the_first_step_there_are_none(self, record):
        history = replace(record.checkpoint.history, losses=np.empty(0), evaluations=(), pictures=())
        checkpoint = replace(record.checkpoint, step=0, history=history, changes=())
        page = page_of(record, checkpoint=checkpoint, picture=None, results={}, finish=None)
        assert page.pictures() == []
        assert "no curves" in page.text
        assert "No layer was recorded" in page.text


class TestLayers:
    def test_each_has_outputs_weights_and_gradients(self, page):
        titles = [title for title in page.titles() if ". " in title]
        assert len(titles) == 9
        assert titles[2] == "Activations: the outputs of each layer. Output layer: 3"

    def test_are_shown_at_start_and_end(self, page, record):
        words = words_of(page.picture("Weights. Layer 1: 12 ReLU"))
        assert {"start · step 0", f"end · step {STEPS_DONE}"} <= set(words)
        assert f"mean {record.picture.layers[0].weights.weight.mean:.3g}".replace("-", "−") in " ".join(words)

    def test_of_a_run_that_broke_the_last_finite_is_shown(self, diverged):
        before = diverged.checkpoint.step - 1
        page = page_of(diverged, picture=replace(diverged.picture, step=before))
        assert f"last finite · step {before}" in words_of(page.picture("Weights. Layer 1: 12 ReLU"))

    def test_of_a_deep_network_some_are_left_out(self, record):
        layers = to_document(record.spec)["network"]["layers"][:1] * 60
        spec = small_spec(network__layers=layers, training__epochs=1, training__batch_size=100)
        page = page_of(run_of(spec))
        assert "Of 61 layers 24 are shown" in page.text
        assert any("Output layer" in title for title in page.titles())
        assert len(page.html) < 400_000


class TestSafety:
    def test_what_people_wrote_is_text_and_nothing_else(self, wild, page):
        assert set(wild.tags) == set(page.tags) | {"div"}
        assert wild.attributes == page.attributes
        assert '<script>alert("1")</script>' in wild.text
        assert not re.search("[\x00-\x08\x1b]", wild.html)
        wild.pictures()

    def test_nothing_is_fetched_and_nothing_runs(self, page):
        assert set(re.findall(r"\w+://[^\s\"']+", page.html)) == {"http://www.w3.org/2000/svg"}
        assert not {"script", "img", "link", "iframe", "object"} & set(page.tags)
        assert not {"src", "href"} & page.attributes
        assert "default-src 'none'" in page.html

    def test_it_is_the_same_from_the_file(self, path, record):
        found = open_experiment(path)
        assert to_html(found) == to_html(Experiment(record.spec, record, found.versions))
