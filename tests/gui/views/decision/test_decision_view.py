"""The tab that shows what the network decides."""

from typing import Any

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnlab.gui.views.decision.decision_view import DecisionView
from tests.gui.views.decision.plane.plane_runs import answered, facts_of, moment_at
from tests.training.inside.twins import HILLS, SPIRALS, XOR, plane_spec

MSE = {"training__loss": {"kind": "mse"}}


class FakePage(QWidget):
    """Remembers what it was told."""

    question_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Any] = []

    @staticmethod
    def title() -> str:
        return "First"

    @staticmethod
    def fits(facts: Any) -> bool:
        return bool(facts.sizes.examples)

    def set_run(self, facts: Any) -> None:
        self.told.append(facts)

    def set_moment(self, moment: Any) -> None:
        self.told.append(moment)

    def question(self) -> Any:
        return "first?"

    def set_answer(self, answer: Any, step: int) -> None:
        self.told.append((answer, step))

    def set_progress(self, share: float | None) -> None:
        self.told.append(share)

    def tables(self) -> Any:
        return ()


class OtherPage(FakePage):
    """Fits classes alone."""

    @staticmethod
    def title() -> str:
        return "Other"

    @staticmethod
    def fits(facts: Any) -> bool:
        return facts.sizes.classes > 0

    def question(self) -> Any:
        return "other?"


@pytest.fixture
def view(shown):
    return shown(DecisionView((FakePage, OtherPage)), 800, 500)


def offered(view):
    return [name for name in ("FakePage", "OtherPage") if view.bar.is_offered(name)]


def test_without_a_run_it_says_what_will_appear(view):
    assert view.page() is None
    assert view.question() is None
    assert view.tables() == ()
    assert offered(view) == []


def test_pages_that_fit_the_run_are_offered(view):
    view.set_run(facts_of(plane_spec(HILLS, **MSE)))
    assert offered(view) == ["FakePage"]
    view.set_run(facts_of(plane_spec(XOR), run_id=2))
    assert offered(view) == ["FakePage", "OtherPage"]


def test_a_page_that_does_not_fit_the_next_run_gives_way(view):
    view.set_run(facts_of(plane_spec(XOR)))
    view.show_page("OtherPage")
    view.set_run(facts_of(plane_spec(HILLS, **MSE), run_id=2))
    assert view.bar.page == "FakePage"
    assert view.question() == "first?"


def test_a_page_that_fits_stays_in_front(view):
    view.set_run(facts_of(plane_spec(XOR)))
    view.show_page("OtherPage")
    view.set_run(facts_of(plane_spec(SPIRALS), run_id=2))
    assert view.bar.page == "OtherPage"


def test_the_page_that_comes_to_the_front_is_told_what_it_missed(view, qtbot):
    facts, moment = facts_of(plane_spec(XOR)), moment_at(5)
    view.set_run(facts)
    view.set_moment(moment)
    with qtbot.waitSignal(view.question_changed):
        view.bar.page_chosen.emit("OtherPage")
    assert view.page().told == [facts, moment]
    assert view.question() == "other?"


def test_only_the_page_in_front_is_told(view):
    view.set_run(facts_of(plane_spec(XOR)))
    first = view.page()
    view.show_page("OtherPage")
    count = len(first.told)
    view.set_moment(moment_at(5))
    view.set_answer("yes", 5)
    assert len(first.told) == count
    assert view.page().told[-1] == ("yes", 5)


def test_a_question_that_a_page_changes_is_passed_on(view, qtbot):
    view.set_run(facts_of(plane_spec(XOR)))
    with qtbot.waitSignal(view.question_changed):
        view.page().question_changed.emit()


def test_a_page_behind_changes_no_question(view, qtbot):
    view.set_run(facts_of(plane_spec(XOR)))
    first = view.page()
    view.show_page("OtherPage")
    with qtbot.assertNotEmitted(view.question_changed):
        first.question_changed.emit()


def test_the_step_that_is_shown_stands_beside_the_pages(view):
    view.set_run(facts_of(plane_spec(XOR)))
    view.set_moment(moment_at(1200))
    assert view.bar.message() == ""
    view.set_answer("yes", 1200)
    assert view.bar.message() == "step 1,200"
    view.set_moment(moment_at(1200, is_present=False, asked=1234))
    assert view.bar.message() == "step 1,200, the recorded one nearest to 1,234"


def test_progress_stands_there_too(view):
    view.set_run(facts_of(plane_spec(XOR)))
    view.set_progress(0.25)
    assert view.bar.message() == "working out … 25 %"
    view.set_progress(None)
    assert view.bar.message() == ""


def test_without_a_run_again_it_forgets(view):
    view.set_run(facts_of(plane_spec(XOR)))
    view.set_moment(moment_at(3))
    view.set_run(None)
    assert view.page() is None
    assert view.bar.message() == ""


@pytest.mark.parametrize(
    ("spec", "pages"),
    [
        (plane_spec(XOR), {"BoundaryPage", "NeuronsPage", "WarpPage"}),
        (plane_spec(HILLS, **MSE), {"SurfacePage", "NeuronsPage", "WarpPage"}),
        (plane_spec({"kind": "digits"}), set()),
    ],
)
def test_runs_over_the_plane_have_its_pages(shown, spec, pages):
    view = shown(DecisionView(), 900, 600)
    view.set_run(facts_of(spec))
    names = {"BoundaryPage", "SurfacePage", "NeuronsPage", "WarpPage"}
    assert {name for name in names if view.bar.is_offered(name)} == pages


def test_every_page_of_the_plane_answers(shown):
    view = shown(DecisionView(), 900, 600)
    view.set_run(facts_of(plane_spec(XOR)))
    for name in ("BoundaryPage", "NeuronsPage", "WarpPage"):
        view.show_page(name)
        answered(view, plane_spec(XOR))
        assert view.tables()
        assert view.bar.message() == "step 7"


class SameQuestion(OtherPage):
    """Asks what the first page asks."""

    def question(self) -> Any:
        return "first?"


def test_an_answer_is_handed_to_a_page_that_asks_the_same(shown):
    view = shown(DecisionView((FakePage, SameQuestion)), 800, 500)
    view.set_run(facts_of(plane_spec(XOR)))
    view.set_moment(moment_at(5))
    view.set_answer("yes", 5)
    view.show_page("SameQuestion")
    assert view.page().told[-1] == ("yes", 5)
    assert view.bar.message() == "step 5"


def test_an_answer_is_not_handed_on_to_another_question_nor_to_another_run(shown):
    view = shown(DecisionView((FakePage, OtherPage, SameQuestion)), 800, 500)
    view.set_run(facts_of(plane_spec(XOR)))
    view.set_answer("yes", 5)
    view.show_page("OtherPage")
    assert ("yes", 5) not in view.page().told
    view.set_run(facts_of(plane_spec(XOR), run_id=2))
    view.show_page("SameQuestion")
    assert ("yes", 5) not in view.page().told
