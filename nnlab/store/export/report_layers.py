"""How the layers of a run were at its start, at its best and at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.export.markup import Markup, element, joined
from nnlab.store.export.report_words import name_of, number, whole_percent
from nnlab.store.export.svg_histogram import Panel, to_svg
from nnlab.training.checkpoint import RunRecord
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.moment import nearest
from nnlab.training.statistics import Distribution, LayerStatistics

MOST_LAYERS = 24
"""Of a deeper network so many layers are shown, evenly spread."""
NOTHING = "No layer was recorded in this run."
EXPLAINED = (
    "Outputs are those for the first 1,000 training examples, without dropout. Exact zeros are counted apart and drawn "
    "as a grey bar; a dashed line stands at zero. A histogram is as high as its fullest bin."
)

Of = Callable[[LayerStatistics], Distribution | None]
Notes = Callable[[LayerStatistics], tuple[str, ...]]


@dataclass(frozen=True)
class Moment:
    """A picture, and what is said of when it was."""

    words: str
    picture: LayerPicture


def layers_section(record: RunRecord) -> Markup:
    """Return histograms of the outputs, the weights and the gradients of every layer."""
    moments = moments_of(record)
    heading = element("h2", "Layers")
    if not moments:
        return joined([heading, element("p", NOTHING)])
    labels = layer_labels(record.spec, record.n_outputs)
    shown = shown_layers(len(labels))
    few = f"Of {len(labels)} layers {len(shown)} are shown, evenly spread. " if len(shown) < len(labels) else ""
    parts = [heading, element("p", few + EXPLAINED, class_="note")]
    kinds: list[tuple[str, Sequence[Moment], Of, Notes]] = [
        ("Activations: the outputs of each layer", moments, lambda layer: layer.output, _output_notes),
        ("Weights", moments, lambda layer: layer.weights.weight, _plain_notes(lambda layer: layer.weights.weight)),
        (
            "Gradients of the loss by the weights",
            gradient_moments(record),
            lambda layer: layer.weights.gradient,
            _plain_notes(lambda layer: layer.weights.gradient),
        ),
    ]
    for title, when, of, notes in kinds:
        if when:
            parts.append(element("h3", title))
            parts += [_figure(index, labels[index], title, when, of, notes) for index in shown]
    return joined(parts)


def moments_of(record: RunRecord) -> list[Moment]:
    """Return the first picture, the one at the best validation and the last, each once."""
    pictures = record.checkpoint.history.pictures
    if not pictures:
        return [Moment(f"end · step {record.picture.step:,}", record.picture)] if record.picture else []
    last = record.picture or pictures[-1]
    ended = "end" if last.step == record.checkpoint.step else "last finite"
    found = [Moment(f"start · step {pictures[0].step:,}", pictures[0])]
    best = record.checkpoint.history.best_step
    place = nearest(best, pictures) if best is not None else None
    if best is not None and place is not None and pictures[place].step not in (pictures[0].step, last.step):
        near = "best validation" if pictures[place].step == best else "near the best validation"
        found.append(Moment(f"{near} · step {pictures[place].step:,}", pictures[place]))
    if last.step != pictures[0].step:
        found.append(Moment(f"{ended} · step {last.step:,}", last))
    return found


def gradient_moments(record: RunRecord) -> list[Moment]:
    """Return the same moments, but at the start the first with gradients; each says of which step they are."""
    pictures = record.checkpoint.history.pictures
    first = next((picture for picture in pictures if _has_gradients(picture)), None)
    found = [first] if first else []
    found += [moment.picture for moment in moments_of(record)[1:] if _has_gradients(moment.picture)]
    once = {picture.measured_step: picture for picture in found}
    return [Moment(f"step {step:,}", picture) for step, picture in once.items()]


def _has_gradients(picture: LayerPicture) -> bool:
    return any(layer.weights.gradient is not None for layer in picture.layers)


def layer_labels(spec: ExperimentSpec, n_outputs: int) -> list[str]:
    """Return what each layer is called: ``Layer 1: 100 ReLU``."""
    hidden = [
        f"Layer {index}: {layer.units:,} {name_of(layer.activation)}"
        for index, layer in enumerate(spec.network.layers, start=1)
    ]
    return [*hidden, f"Output layer: {n_outputs:,}"]


def shown_layers(count: int) -> list[int]:
    """Return which layers are shown, the first and the last among them."""
    if count <= MOST_LAYERS:
        return list(range(count))
    return [round(place * (count - 1) / (MOST_LAYERS - 1)) for place in range(MOST_LAYERS)]


def _figure(index: int, label: str, title: str, moments: Sequence[Moment], of: Of, notes: Notes) -> Markup:
    panels = [_panel(moment, moment.picture.layers[index], of, notes) for moment in moments]
    caption = element("figcaption", label)
    return element("figure", caption, to_svg(f"{title}. {label}", panels), class_="layer")


def _panel(moment: Moment, layer: LayerStatistics, of: Of, notes: Notes) -> Panel:
    said = of(layer)
    if said is None:
        return Panel(moment.words, None, ("none",))
    lost = said.histogram.non_finite
    lines = notes(layer)
    if lost:
        lines = (lines[0], f"✕ {lost:,} values are not finite")
    return Panel(moment.words, said.histogram, lines)


def _moments(said: Distribution) -> str:
    return f"mean {number(said.mean)} · std {number(said.std)}"


def _output_notes(layer: LayerStatistics) -> tuple[str, ...]:
    shares = " · ".join(_shares(layer))
    return (_moments(layer.output), shares) if shares else (_moments(layer.output),)


def _shares(layer: LayerStatistics) -> Iterator[str]:
    shares = layer.shares
    if shares.zero or shares.dead is not None:
        yield f"zero {whole_percent(shares.zero)}"
    if shares.saturated is not None:
        yield f"saturated {whole_percent(shares.saturated)}"
    if shares.dead is not None:
        yield f"dead units {whole_percent(shares.dead)}"


def _plain_notes(of: Of) -> Notes:
    def notes(layer: LayerStatistics) -> tuple[str, ...]:
        said = of(layer)
        return (_moments(said),) if said else ()

    return notes
