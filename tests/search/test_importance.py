import numpy as np
import pytest
from scipy.stats import kruskal

from nnlab.search.importance import importances
from nnlab.spec.search import search_spec
from tests.search.searching import trial

SPACE = search_spec(
    '{"training.learning_rate": {"log_uniform": [1e-4, 1]}, "network.activation": {"choices": ["a", "b", "c"]}}'
).space


def trials(count, seed=0):
    rng = np.random.default_rng(seed)
    found = []
    for number in range(count):
        place, kind = rng.random(), "abc"[rng.integers(3)]
        loss = (place - 0.5) ** 2 + 0.01 * rng.random()
        values = {"training.learning_rate": 1e-4 * 1e4**place, "network.activation": kind}
        found.append(trial(number, (float(loss),), values=values))
    return found


def test_what_decides_is_found():
    first, second = importances(SPACE, trials(60))
    assert first.path == "training.learning_rate"
    assert first.share > 0.6
    assert second.share < 0.1


def test_few_trials_say_nothing():
    assert importances(SPACE, trials(11)) is None


def test_it_is_eta_squared_of_the_kruskal_wallis_test():
    found = trials(60, seed=1)
    groups = [[each.loss for each in found if each.values["network.activation"] == kind] for kind in "abc"]
    expected = max((kruskal(*groups).statistic - 3 + 1) / (60 - 3), 0)
    shares = {each.path: each.share for each in importances(SPACE, found)}
    assert shares["network.activation"] == pytest.approx(expected)


def test_noise_explains_nothing_on_average():
    rng, known, shares = np.random.default_rng(0), trials(40), []
    for _ in range(60):
        order = rng.permutation(40)
        mixed = [each.model_copy(update={"epochs": known[i].epochs}) for each, i in zip(known, order, strict=True)]
        shares.append(importances(SPACE, mixed)[1].share)
    assert np.mean(shares) < 0.05


def test_trials_that_broke_are_the_worst():
    found = trials(60)
    for number, each in enumerate(found):
        if each.values["network.activation"] == "a":
            found[number] = each.model_copy(update={"outcome": "diverged"})
    shares = {each.path: each.share for each in importances(SPACE, found)}
    assert shares["network.activation"] > 0.3
