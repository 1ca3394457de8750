import json

from nnlab.data.loading import load
from nnlab.spec.document import from_document
from tests.cli.conftest import Nnlab

KEYS = ["kind", "about", "examples", "shape", "classes", "numbers", "options"]
BUILT_IN = [
    *("blobs", "circles", "xor", "moons", "spirals", "plane", "hills"),
    *("digits", "iris", "wine", "breast_cancer", "shapes", "noise", "points"),
]
OWN = ["csv", "npz", "idx", "cifar", "image_folder"]


def test_json_lists_every_source_with_its_options(nnlab: Nnlab) -> None:
    outcome = nnlab("datasets", "--json")
    assert (outcome.code, outcome.err) == (0, "")
    sources = {source["kind"]: source for source in json.loads(outcome.out)}
    assert set(sources) == {*BUILT_IN, *OWN}
    assert (sources["hills"]["classes"], sources["hills"]["numbers"]) == (None, 1)
    assert (sources["csv"]["examples"], sources["csv"]["options"]["separator"]) == (None, None)
    assert all(list(source) == KEYS for source in sources.values())
    assert sources["digits"]["shape"] == [8, 8, 1]
    assert sources["spirals"]["options"] == {"examples": 600, "noise": 0.03, "classes": 3}


def test_what_is_listed_can_be_asked_for_and_is_as_told(nnlab: Nnlab) -> None:
    for source in json.loads(nnlab("datasets", "--json").out):
        if source["kind"] in OWN:
            continue
        asked = {"kind": source["kind"], **source["options"]}
        spec = from_document({"nnlab": 1, "data": {"source": asked}})
        found = load(spec.data)
        assert list(found.x.shape) == [source["examples"], *source["shape"]]
        assert (found.shape.classes or None, found.shape.n_targets or None) == (source["classes"], source["numbers"])


def test_people_read_the_same(nnlab: Nnlab) -> None:
    out = nnlab("datasets").out
    assert "spirals: interleaved spiral arms in the plane\n" in out
    assert "    600 examples of 2 features, 3 classes\n    examples = 600\n    noise = 0.03\n    classes = 3\n" in out
    assert "1,797 examples of 8 × 8, 10 classes" in out
