"""Scenes of what a teacher would say, and what a search finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtWidgets import QApplication

from nnlab.gui.inside_scenes import wait_until
from nnlab.gui.views.initialisation.initialisation_view import InitialisationView
from nnlab.gui.views.search.search_view import SearchView
from nnlab.gui.workbench import Workbench


def initialisation(workbench: Workbench) -> None:
    """Show the lecture's ten tanh layers with every initialisation."""
    view = cast("InitialisationView", workbench.window.tabs.view("initialisation"))
    view.choices.networks["tanh"].click()
    workbench.window.tabs.show_view("initialisation")
    controller = workbench.initialisation
    wait_until(lambda: controller is not None and not controller.is_busy)


def checklist(workbench: Workbench) -> None:
    """Show the checks of an experiment whose learning rate is too high."""
    _ = workbench.window.live
    workbench.draft.edit("training.learning_rate", 10.0)
    workbench.window.actions_.check.trigger()
    checks = workbench.guide.checks
    wait_until(lambda: checks is not None and not checks.is_busy)
    QApplication.processEvents()  # it goes to what failed; the picture is of the whole, from above
    workbench.window.guide.checks.verticalScrollBar().setValue(0)


def search(workbench: Workbench) -> None:
    """Search rate, penalty and activation, in two stages."""
    workbench.window.tabs.show_view("search")
    view = cast("SearchView", workbench.window.tabs.view("search"))
    view.setup.add("network.activation", {"choices": ["relu", "tanh", "sigmoid"]})
    view.setup.looks.setChecked(False)
    view.start.click()
    wait_until(lambda: workbench.search is not None and not workbench.search.is_busy)
    found = workbench.files.search
    if found is not None and found.best is not None:
        view.table.choose(found.best.number)


def lesson(workbench: Workbench) -> None:
    """Go through the first lesson, and look at what it is about."""
    guide = workbench.guide
    workbench.window.actions_.lessons.trigger()
    lessons = guide.lessons
    page = workbench.window.guide.lesson
    page.answers.choose(1)
    page.run.click()
    wait_until(lambda: lessons is not None and not lessons.is_busy)
    page.view_asked.emit("gradients", "sigmoid")
    page.verticalScrollBar().setValue(page.run.y())


INSIGHT_SCENES: dict[str, Callable[[Workbench], None]] = {
    "initialisation": initialisation,
    "checklist": checklist,
    "search": search,
    "lesson": lesson,
}
