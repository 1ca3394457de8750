"""One field of the form: its editor, its label, its explanation and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QLabel, QWidget

from nnlab.gui import theme
from nnlab.gui.views.form.binding import MISSING, Binding, Place
from nnlab.gui.views.form.choice_field import ChoiceField
from nnlab.gui.views.form.line_field import LineField
from nnlab.gui.views.form.notice import Notice
from nnlab.gui.views.form.number_field import NumberField
from nnlab.gui.views.form.path_field import PathField
from nnlab.gui.views.form.switch_field import SwitchField
from nnlab.gui.views.form.table import Choice, Editor, FieldRow, Number, Path, Switch
from nnlab.gui.views.form.words import remark, tooltip, translate, within_sentence, worded
from nnlab.gui.views.form.words_field import WordsField


class FieldBinding(Binding):
    """A field made from its row of the table.

    Parameters
    ----------
    row : FieldRow
    parent : QWidget
        Whatever holds the field in the end.
    names_itself : bool
        Whether a problem is told with the field's name, since no label stands beside it.

    Attributes
    ----------
    label : str
        Translated.
    editor : LineField, ChoiceField or SwitchField
    widget : QWidget
        What is laid out: the editor, or whatever holds it with a button beside it.
    notice : Notice
        To be laid out below the editor.
    """

    def __init__(self, row: FieldRow, parent: QWidget, *, names_itself: bool = False) -> None:
        super().__init__(parent)
        self.label = worded(row.label)
        self.widget = _widget(row.editor, parent)
        self.editor = self.widget.line if isinstance(self.widget, PathField) else self.widget
        self.notice = Notice(self.label if names_itself else "", parent)
        self._row = row
        self._explained: list[QWidget] = [self.editor]
        self._extra = ""
        self._problem = ""
        self._is_live = False
        self._default: object = MISSING
        self.editor.value_edited.connect(lambda value, typing: self._on_edited(value, typing=typing))
        self.editor.typing_finished.connect(self.typing_finished)
        if isinstance(self.widget, PathField):
            self.widget.browse_requested.connect(lambda: self.browse_requested.emit(""))
        self._set_name(self.label)

    def make_label(self) -> QLabel:
        """Return a new label, the buddy of the editor; it says the same about the field."""
        label = QLabel(self.label)
        label.setBuddy(self.editor)
        label.setWordWrap(True)
        self._explained.append(label)
        self._explain()
        return label

    @property
    def words(self) -> str:
        """What the editor shows."""
        return self.editor.words_for(self.editor.value())

    def explain(self, extra: str) -> None:
        """Add the tooltip of what is chosen."""
        self._extra = extra
        self._explain()

    def set_live(self, is_live: bool) -> None:
        """Say that an edit takes effect at once, while a run goes on; only what is typed can."""
        if isinstance(self.editor, LineField) and is_live != self._is_live:
            self._is_live = is_live
            self.editor.set_live(is_live)
            self._explain()
            self._describe()

    def set_value(self, value: object, default: object) -> None:
        """Show the value, or the default where the document has none."""
        default = self._row.default if default is MISSING else default
        self.editor.set_default(default)
        self.editor.set_value(default if value is MISSING else value)
        if default is not self._default:
            self._default = default
            self._explain()
        self._describe()

    def set_owner(self, owner: str) -> None:
        """Name the editor after its owner: ``Layer 2: units``."""
        template = translate("form", "{owner}: {field}")
        self._set_name(template.format(owner=owner, field=within_sentence(self.label)))

    def places(self) -> Iterator[tuple[str, Place]]:
        """Yield the field itself."""
        yield "", self

    def set_problem(self, sentence: str) -> None:
        """Turn the frame, and say below it what is wrong."""
        if sentence != self._problem:
            self._problem = sentence
            self.notice.set_problem(sentence)
            theme.mark(self.editor, "wrong", bool(sentence))
            self._describe()

    def has_problem(self) -> bool:
        """Say whether something is wrong."""
        return bool(self._problem)

    def differs(self) -> bool:
        """Say whether the value is not the default."""
        return self.editor.default.differs

    def _on_edited(self, value: object, *, typing: bool) -> None:
        self._describe()
        self.value_edited.emit("", value, typing)

    def _set_name(self, name: str) -> None:
        if isinstance(self.widget, PathField):
            self.widget.set_name(name)
        else:
            self.editor.setAccessibleName(name)

    def _explain(self) -> None:
        words = self.editor.default.words
        note = remark(translate("form", "Default: {value}").format(value=words)) if words else ""
        live = remark(_live_words()) if self._is_live else ""
        text = tooltip(self.label, self._row.explanation) + self._extra + note + live
        for widget in self._explained:
            widget.setToolTip(text)

    def _describe(self) -> None:
        """Tell a screen reader what sign, dot and word tell the eye."""
        differs = translate("form", "Differs from the default, {value}.")
        dot = differs.format(value=self.editor.default.words) if self.differs() else ""
        live = _live_words() if self._is_live else ""
        self.editor.setAccessibleDescription(" ".join(filter(None, (self._problem, dot, live))))


def _live_words() -> str:
    return translate("form", "Takes effect at once, and is recorded with its step.")


def _widget(editor: Editor, parent: QWidget) -> WordsField | NumberField | ChoiceField | SwitchField | PathField:
    match editor:
        case Number():
            return NumberField(editor, parent)
        case Choice():
            return ChoiceField(editor, parent)
        case Switch():
            return SwitchField(parent)
        case Path():
            return PathField(editor, parent)
        case _:
            return WordsField(editor, parent)
