"""What is drawn as a column: the input, each layer, and what stands above it."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from PySide6.QtCore import QCoreApplication

from nnlab.data.dataset import Labels, Shape
from nnlab.data.feature_names import FeatureNames, component_name
from nnlab.gui import numbers, translation
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.form.kinds.initializers import INITIALIZERS
from nnlab.spec.initializers import InitializerSpec, NormalSpec
from nnlab.text import QT_TRANSLATE_NOOP
from nnlab.training.inside.drawing import NetworkDrawing, is_picture, shown_inputs
from nnlab.training.inside.drawn_layer import shown_units

translate = QCoreApplication.translate

SHAPE = QT_TRANSLATE_NOOP("Network", "Shape")
PARAMETERS = QT_TRANSLATE_NOOP("Network", "Parameters")
START = QT_TRANSLATE_NOOP("Network", "Start")
BATCH_NORM = QT_TRANSLATE_NOOP("Network", "Batch norm")
DROPOUT = QT_TRANSLATE_NOOP("Network", "Dropout")
RMS = QT_TRANSLATE_NOOP("Network", "Weights, rms")
TITLES = (SHAPE, PARAMETERS, START, BATCH_NORM, DROPOUT, RMS)
"""The lines above the columns, each where there is something to say."""
NOTHING = "–"
Wordings = tuple[str, ...]
"""The same in several lengths, the longest first."""


@dataclass(frozen=True)
class Column:
    """The input or a layer.

    Attributes
    ----------
    title : Wordings
        What it is called.
    lines : mapping of str to Wordings
        By their title, what stands above it.
    units : int
    shown : (k,) of intp
        Which units are drawn.
    picture : tuple of int or None
        (height, width, channels) of an input that is drawn as an image.
    """

    title: Wordings
    lines: dict[str, Wordings]
    units: int
    shown: Labels
    picture: Shape | None = None

    @property
    def hidden(self) -> int:
        """How many units are not drawn."""
        return self.units - len(self.shown)


@dataclass(frozen=True)
class Names:
    """What units are called, made one at a time.

    Attributes
    ----------
    inputs : FeatureNames or None
        None for principal components.
    outputs : tuple of str
        Empty where they are only numbered.
    last : int
        The column of the outputs.
    """

    inputs: FeatureNames | None
    outputs: tuple[str, ...]
    last: int

    def of(self, column: int, unit: int) -> str:
        """Return what a unit is called in a sentence: a feature, an output by its class, or its number."""
        if column == 0:
            return translation.translate(component_name(unit) if self.inputs is None else self.inputs[unit])
        if column == self.last and self.outputs:
            return translate("Network", "output {name}").format(name=self.outputs[unit])
        return translate("Network", "unit {number}").format(number=numbers.count(unit + 1))

    def beside(self, column: int, unit: int) -> str:
        """Return what is written beside a unit of the input or the output; nothing beside others."""
        if column == 0:
            return self.of(column, unit)
        return self.outputs[unit] if column == self.last and self.outputs else ""


def worded(text: str) -> str:
    """Return a text of the drawing in the language of the application."""
    return translate("Network", text)


def names_of(facts: RunFacts, drawing: NetworkDrawing | None) -> Names:
    """Return what the units are called; before the data are at hand, inputs are numbered."""
    last = len(facts.sizes.layers)
    if drawing is not None:
        return Names(drawing.names, drawing.output_names, last)
    is_same = facts.sizes.input_shape == facts.sizes.example_shape
    return Names(FeatureNames(facts.sizes.example_shape) if is_same else None, (), last)


def columns_of(facts: RunFacts, drawing: NetworkDrawing | None, most_units: int) -> tuple[Column, ...]:
    """Return the columns from the input to the output.

    Parameters
    ----------
    facts : RunFacts
    drawing : NetworkDrawing or None
        None as long as there are no weights; what is drawn is the same then, up to ``most_units`` of each layer.
    most_units : int
    """
    inputs = drawing.inputs if drawing else shown_inputs(facts.sizes.input_shape, most_units)
    shown = [layer.shown for layer in drawing.layers] if drawing else []
    shown = shown or [shown_units(layer.units, most_units) for layer in facts.sizes.layers]
    titles = [_shortened(label) for label in facts.labels]
    lines = [_lines(facts, drawing, place) for place in range(len(titles))]
    units = [layer.units for layer in facts.sizes.layers]
    return (_input(facts, inputs), *map(Column, titles, lines, units, shown))


def titles_of(columns: tuple[Column, ...]) -> list[str]:
    """Return which lines stand above the columns: those that say something of at least one."""
    return [title for title in TITLES if any(column.lines.get(title, (NOTHING,))[0] != NOTHING for column in columns)]


def shape_words(shape: Shape) -> str:
    """Return ``8 × 8`` or ``32 × 32 × 3``: one channel is not worth a word."""
    lengths = shape[:-1] if len(shape) == 3 and shape[-1] == 1 else shape
    return " × ".join(numbers.count(length) for length in lengths)


def start_words(init: InitializerSpec) -> str:
    """Return how weights start: ``He``, ``Normal 0.01``."""
    label = next((row.label for row in INITIALIZERS if row.kind == init.kind), init.kind)
    word = translate("form", label)
    return f"{word} {numbers.edge(init.std)}" if isinstance(init, NormalSpec) else word


def _input(facts: RunFacts, shown: Labels) -> Column:
    shape = facts.sizes.input_shape
    title = translate("Network", "Input {count}").format(count=numbers.count(prod(shape)))
    picture = shape if is_picture(shape) else None
    return Column(
        (title, translate("Network", "Input")),
        {SHAPE: (shape_words(shape),)},
        prod(shape),
        shown,
        picture,
    )


def _lines(facts: RunFacts, drawing: NetworkDrawing | None, place: int) -> dict[str, Wordings]:
    """Return what stands above the layer at ``place``."""
    layers, size = facts.spec.network.layers, facts.sizes.layers[place]
    layer = layers[place] if place < len(layers) else None
    start = start_words(layer.init if layer else facts.spec.network.output.init)
    return {
        SHAPE: _counted(size.units),
        PARAMETERS: _counted(size.parameters),
        START: (start, *start.split()[:1]),
        BATCH_NORM: ("✓" if layer and layer.normalization else NOTHING,),
        DROPOUT: (numbers.percent(layer.dropout) if layer and layer.dropout else NOTHING,),
        RMS: _measured(drawing.layers[place].sums.rms) if drawing else (NOTHING,),
    }


def _counted(value: int) -> Wordings:
    """Return a count, and shorter: ``250,500`` and ``251k``."""
    units = ((1e6, "M"), (1e3, "k"))
    return numbers.count(value), *(f"{value / size:.3g}{unit}" for size, unit in units if value >= size)


def _measured(value: float) -> Wordings:
    """Return a number, and in two digits."""
    return numbers.significant(value), numbers.edge(float(f"{value:.2g}"))


def _shortened(label: str) -> Wordings:
    """Return ``1 ReLU 100``, ``1 ReLU``, ``1``."""
    words = label.split()
    return tuple(" ".join(words[:count]) for count in range(len(words), 0, -1))
