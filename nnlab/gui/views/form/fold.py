"""What opens and closes: the part that a chevron shows, and what can be seen of it while it is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from nnlab.gui import theme
from nnlab.gui.views.form.binding import Place
from nnlab.gui.views.form.chevron import Chevron
from nnlab.gui.views.form.words import translate
from nnlab.gui.views.small_text import SIGN


class Fold(QObject):
    """Ties a chevron to the part that it shows.

    Signals
    -------
    turned : is_open

    Parameters
    ----------
    chevron : Chevron
    body : QWidget
        What is shown and hidden.
    places : callable
        Returns what is in the body: it may be wrong, or differ from its default, and be hidden.
    is_open : bool
        How it starts.

    Attributes
    ----------
    sign : QLabel
        Says that something is wrong inside while it is closed; to be laid out beside the chevron.
    """

    turned = Signal(bool)

    def __init__(
        self, chevron: Chevron, body: QWidget, places: Callable[[], Iterable[Place]], *, is_open: bool
    ) -> None:
        super().__init__(chevron)
        self._chevron = chevron
        self._body = body
        self._places = places
        self.sign = QLabel(SIGN)
        self.sign.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.sign.setToolTip(translate("form", "Something is wrong in here."))
        self.sign.hide()
        theme.mark(self.sign, "role", "problem")
        chevron.setChecked(is_open)
        if not is_open:  # showing it before it has a parent would make a window of it
            body.hide()
        chevron.toggled.connect(self._on_chevron_toggled)

    @property
    def is_open(self) -> bool:
        """Whether the body is shown."""
        return self._chevron.isChecked()

    def refresh(self) -> None:
        """Look again at what is inside."""
        places = list(self._places())
        is_wrong = any(place.has_problem() for place in places)
        differs = any(place.differs() for place in places)
        self.sign.setVisible(is_wrong and not self.is_open)
        self._chevron.set_dot(differs and not self.is_open)
        wrong = translate("form", "Something is wrong in here.") if is_wrong else ""
        changed = translate("form", "Something in here differs from its default.") if differs else ""
        self._chevron.setAccessibleDescription(" ".join(filter(None, (wrong, changed))))

    def _on_chevron_toggled(self, is_open: bool) -> None:
        self._body.setVisible(is_open)
        self.refresh()
        self.turned.emit(is_open)
