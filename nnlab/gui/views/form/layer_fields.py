"""The fields of a hidden layer: three in its line, the rest behind the chevron."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from nnlab.gui.views.form.batch_norm_binding import BatchNormBinding
from nnlab.gui.views.form.binding import Group, Place
from nnlab.gui.views.form.explanations import FIELDS
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.kind_binding import KindBinding
from nnlab.gui.views.form.kinds.activations import ACTIVATIONS
from nnlab.gui.views.form.kinds.initializers import INITIALIZERS
from nnlab.gui.views.form.layer_body import LayerBody
from nnlab.gui.views.form.layer_rows import ACTIVATION, BIAS, DROPOUT, INIT, UNITS
from nnlab.gui.views.form.row import Row
from nnlab.gui.views.form.words import translate
from nnlab.gui.views.small_text import SmallText


class LayerFields(Group):
    """Units, activation, initialisation, batch normalisation, dropout and bias of one layer.

    Parameters
    ----------
    body : LayerBody
        Of the card that they are laid out in.
    """

    def __init__(self, body: LayerBody) -> None:
        super().__init__(body, body.notice)
        why = FIELDS["network.layers.activation"], FIELDS["network.layers.init"]
        self._units = FieldBinding(UNITS, body, names_itself=True)
        self._activation = KindBinding(ACTIVATION, ACTIVATIONS, why[0], body, names_itself=True)
        self._init = KindBinding(INIT, INITIALIZERS, why[1], body, names_itself=True)
        self._batch_norm = BatchNormBinding(body)
        self._dropout = FieldBinding(DROPOUT, body)
        self._bias = FieldBinding(BIAS, body)
        self._bias_row = Row(self._bias)
        self._no_bias = SmallText(translate("form", "No bias: with batch norm, beta takes its place."))
        self._lay_out(body)
        for path, binding in (
            ("units", self._units),
            ("activation", self._activation),
            ("init", self._init),
            ("batch_norm", self._batch_norm),
            ("dropout", self._dropout),
            ("bias", self._bias),
        ):
            self.add(path, binding)

    def hidden(self) -> Iterator[Place]:
        """Yield what is behind the chevron."""
        details = (
            self._activation.option_places(),
            self._init.option_places(),
            self._batch_norm.places(),
            self._dropout.places(),
            self._bias.places(),
        )
        return (place for _, place in chain.from_iterable(details))

    def extras(self) -> str:
        """Return ``BN · drop 0.5``, or less where there is less."""
        words = [translate("form", "BN")] if self._batch_norm.is_on else []
        share = self._dropout.editor.value()
        if isinstance(share, float | int) and share > 0:
            words.append(translate("form", "drop {share}").format(share=self._dropout.words))
        return " · ".join(words)

    def refresh(self) -> None:
        """Say that there is no bias beside batch norm; a wrong one can still be put right."""
        is_on = self._batch_norm.is_on
        self._bias_row.setEnabled(not is_on or self._bias.has_problem())
        self._no_bias.setVisible(is_on)

    def _lay_out(self, body: LayerBody) -> None:
        for field in (self._units, self._activation.choice, self._init.choice):
            body.add_field(field)
        details = (
            self._activation.options,
            self._init.options,
            Row(self._batch_norm.switch),
            self._batch_norm.options,
            Row(self._dropout),
            self._bias_row,
            self._no_bias,
        )
        for detail in details:
            body.add_detail(detail)
