"""The order of the cards, and where they lead, as hints come and go."""

from nnlab.gui.views.guide.hints_page import HintsPage
from nnlab.insight.forensics.diagnosis import Cause, Diagnosis
from nnlab.insight.hints.hint import Hint
from nnlab.text import Text


def hint(key, view="live"):
    return Hint(key, Text(key), Text("now"), Text("why"), (), view, "lesson")


def from_above(page):
    return sorted(page.cards, key=lambda key: page.cards[key].y())


def test_cards_stand_in_the_order_of_importance_when_others_go(shown, qtbot):
    page = shown(HintsPage())
    for keys in (["a", "b"], ["b", "c"], ["d", "b", "a"]):
        page.set_advice(None, [hint(key) for key in keys], has_run=True)
        qtbot.waitUntil(lambda keys=keys: from_above(page) == keys)
        assert list(page.cards) == keys


def test_a_card_leads_to_where_it_shows_now(shown, qtbot):
    page = shown(HintsPage())
    page.set_advice(None, [hint("rate too high", "gradients")], has_run=True)
    cause = Cause("rate too high", Text("High"), Text("1"), Text("leaps"), ())
    page.set_advice(Diagnosis(Text("here"), (Text("before"),), (cause,)), (), has_run=True)
    with qtbot.waitSignal(page.view_asked) as asked:
        page.cards["rate too high"].show_button.click()
    assert asked.args == ["live"]
