"""The container: what it is, and that one that is not whole is refused."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nnlab.store import archive
from nnlab.store.archive import MIMETYPE, MOST_MEMBERS, unpack
from nnlab.store.experiment_file import open_experiment
from tests.store.files import Member, entries_of, forge, members_of, refusal, rewrite, zip_up

Edit = Callable[[list[Member]], list[Member]]
NAMES = [
    "mimetype",
    "manifest.json",
    "spec.json",
    "run.json",
    "run_spec.json",
    "parameters.npy",
    "running.npy",
    "order.npy",
    "optimizer/velocity.npy",
    "history/losses.npy",
    "history/evaluations.npy",
    "history/dead_at_start.npy",
    "history/dead_units.npy",
    "history/picture_steps.npy",
    "history/picture_times.npy",
    "history/histogram_counts.npy",
    "history/distributions.npy",
    "history/layer_shares.npy",
    "history/norm_units.npy",
    "history/norms.npy",
    "history/slope_layers.npy",
    "history/slopes.npy",
    "layers/picture_steps.npy",
    "layers/picture_times.npy",
    "layers/histogram_counts.npy",
    "layers/distributions.npy",
    "layers/layer_shares.npy",
    "layers/norm_units.npy",
    "layers/norms.npy",
    "layers/slope_layers.npy",
    "layers/slopes.npy",
    "keyframes/numbers.npy",
    "keyframes/parameters.npy",
    "keyframes/running.npy",
    "keyframes/orders.npy",
    "keyframes/generators.npy",
    "keyframes/optimizer/velocity.npy",
    "data/means.npy",
    "preprocessing/0/shift.npy",
    "preprocessing/0/scale.npy",
    "preprocessing/1/shift.npy",
    "preprocessing/1/scale.npy",
]
each_member = pytest.mark.parametrize("name", NAMES)


def read(path: Path) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(path) as opened:
        assert opened.testzip() is None
        return opened.infolist()


def test_an_ordinary_zip_tool_finds_every_part(path: Path) -> None:
    assert [entry.filename for entry in read(path)] == NAMES


def test_no_part_is_compressed(path: Path) -> None:
    assert {entry.compress_type for entry in read(path)} == {zipfile.ZIP_STORED}


def test_the_type_can_be_told_from_the_first_bytes(content: bytes) -> None:
    assert content[:4] == b"PK\x03\x04"
    assert content[30:].startswith(b"mimetype" + MIMETYPE.encode())


def test_every_part_has_its_checksum(path: Path) -> None:
    members = members_of(path)
    manifest = json.loads(dict(entries_of(path))["manifest.json"])
    assert manifest["format"] == 1
    assert manifest["sha256"] == {name: hashlib.sha256(part).hexdigest() for name, part in members.items()}
    assert set(manifest["versions"]) == {"nnlab", "python", "numpy", "blas", "platform"}


def test_the_same_parts_give_the_same_bytes(path: Path, content: bytes) -> None:
    rewrite(path, members_of(path))
    assert path.read_bytes() == content


def test_no_part_is_dated(path: Path) -> None:
    assert {entry.date_time for entry in read(path)} == {(1980, 1, 1, 0, 0, 0)}


def test_a_file_of_other_members_comes_back(path: Path) -> None:
    members = {"spec.json": b"{}", "deep/er.bin": bytes(range(256)), "empty": b""}
    rewrite(path, members)
    assert unpack(path) == (members, archive.versions())


@pytest.mark.parametrize("twentieth", range(20))
def test_a_file_cut_short_is_refused(twentieth: int, path: Path, content: bytes) -> None:
    path.write_bytes(content[: len(content) * twentieth // 20])
    assert refusal(path) in {
        f"{path} is not an experiment file.",
        f"{path} is damaged: it is cut short or garbled.",
    }


def test_the_end_alone_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content[len(content) // 2 :])
    assert refusal(path) == f"{path} is not an experiment file."


@each_member
def test_a_part_that_is_missing_is_named(name: str, path: Path) -> None:
    zip_up(path, [entry for entry in entries_of(path) if entry[0] != name])
    expected = "is not an experiment file" if name == "mimetype" else f"is damaged: the part {name} is missing"
    assert refusal(path) == f"{path} {expected}."


@each_member
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused(name: str, path: Path) -> None:
    entries = entries_of(path)
    zip_up(path, [*entries, (name, dict(entries)[name])])
    assert refusal(path) == f"{path} is damaged: it holds too many parts, or one of them twice."


@each_member
def test_a_part_that_was_renamed_is_missed(name: str, path: Path) -> None:
    zip_up(path, [(f"{other}2" if other == name else other, part) for other, part in entries_of(path)])
    expected = "is not an experiment file" if name == "mimetype" else f"is damaged: the part {name} is missing"
    assert refusal(path) == f"{path} {expected}."


@each_member
@pytest.mark.parametrize("whole", [False, True], ids=["as found", "put right by a zip tool"])
def test_a_flipped_byte_in_any_part_is_noticed(name: str, whole: bool, path: Path, content: bytes) -> None:
    part = dict(entries_of(path))[name]
    middle = len(part) // 2
    spoilt = part[:middle] + bytes([part[middle] ^ 1]) + part[middle + 1 :]
    if whole:
        zip_up(path, [(other, spoilt if other == name else kept) for other, kept in entries_of(path)])
    else:
        path.write_bytes(content.replace(part, spoilt))
    assert refusal(path) is not None


@each_member
def test_two_parts_that_changed_places_are_noticed(name: str, path: Path) -> None:
    other = NAMES[NAMES.index(name) - 1]
    swap = {name: other, other: name}
    zip_up(path, [(swap.get(found, found), part) for found, part in entries_of(path)])
    assert refusal(path) is not None


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_file_compressed_by_another_program_is_told(method: int, path: Path) -> None:
    zip_up(path, entries_of(path), method)
    assert refusal(path) == f"{path} is damaged: the part mimetype was compressed by another program."


def test_a_bomb_is_not_unpacked(path: Path) -> None:
    entries = [("mimetype", MIMETYPE.encode()), ("manifest.json", b"{}")]
    zip_up(path, entries)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("spec.json", bytes(50_000_000))
    assert path.stat().st_size < 100_000
    assert refusal(path) == f"{path} is damaged: its list of parts is not readable."
    manifest = {"format": 1, "versions": {}, "sha256": {"spec.json": "0"}}
    zip_up(path, [entries[0], ("manifest.json", json.dumps(manifest).encode())])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("spec.json", bytes(50_000_000))
    assert refusal(path) == f"{path} is damaged: the part spec.json was compressed by another program."


def test_a_document_of_megabytes_is_none(path: Path) -> None:
    forge(path, {"spec.json": b'{"nnlab": 1, "notes": "' + bytes(2_000_000) + b'"}'})
    assert refusal(path) == f"{path} is damaged: it is cut short or garbled."


def test_thousands_of_parts_are_refused(path: Path) -> None:
    rewrite(path, members_of(path) | {f"part{index}": b"" for index in range(MOST_MEMBERS)})
    assert refusal(path) == f"{path} is damaged: it holds too many parts, or one of them twice."


@pytest.mark.parametrize("name", ["../outside.txt", "/outside.txt", "a\\..\\b", "C:\\outside.txt", "x" * 60_000])
def test_names_that_lead_elsewhere_are_only_names(name: str, path: Path) -> None:
    before = sorted(path.parent.parent.iterdir())
    forge(path, {name: b"planted"})
    assert refusal(path) is None
    assert sorted(path.parent.parent.iterdir()) == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("name", ["x" * 60_000, "a\nb\x1b[2J"])
def test_a_name_is_told_in_a_part_of_a_sentence(name: str, path: Path) -> None:
    edit = manifest(lambda m: m["sha256"].update({name: "0" * 64}))
    zip_up(path, edit(entries_of(path)))
    refused = refusal(path)
    assert refused is not None
    assert len(refused) < 200 + len(str(path))
    assert len(refused.splitlines()) == 1


@pytest.mark.parametrize("kind", ["application/epub+zip", "application/x-nnlab2", "", "x" * 200])
def test_a_zip_of_another_kind_is_no_experiment(kind: str, path: Path) -> None:
    _, *others = entries_of(path)
    zip_up(path, [("mimetype", kind.encode()), *others])
    assert refusal(path) is not None


def manifest(edit: Callable[[Any], Any]) -> Edit:
    """Change the list of parts."""

    def edit_entries(entries: list[Member]) -> list[Member]:
        document = json.loads(dict(entries)["manifest.json"])
        other = edit(document)
        text = other if isinstance(other, bytes) else json.dumps(document if other is None else other).encode()
        return [(name, text if name == "manifest.json" else part) for name, part in entries]

    return edit_entries


NO_LIST = "its list of parts is not readable."
LIES: dict[str, tuple[Callable[[Any], Any], str]] = {
    "not JSON": (lambda _: b"PK", NO_LIST),
    "not text": (lambda _: b"\xff\xfe\x00", NO_LIST),
    "empty": (lambda _: b"", NO_LIST),
    "a list": (lambda _: [1], NO_LIST),
    "a number": (lambda _: 1, NO_LIST),
    "null": (lambda _: b"null", NO_LIST),
    "1,000 levels deep": (lambda _: b'{"format":' + b"[" * 1000 + b"]" * 1000 + b"}", NO_LIST),
    "100,000 levels deep": (lambda _: b"[" * 100_000, NO_LIST),
    "an integer too long to read": (lambda _: b'{"format": 1' + b"0" * 5000 + b"}", NO_LIST),
    "no format": (lambda m: m.pop("format") and None, NO_LIST),
    "format 0": (lambda m: m.update(format=0), NO_LIST),
    "a format below 0": (lambda m: m.update(format=-1), NO_LIST),
    "a format in words": (lambda m: m.update(format="1"), NO_LIST),
    "a format in between": (lambda m: m.update(format=1.5), NO_LIST),
    "a format that is not a number": (lambda m: m.update(format=float("nan")), NO_LIST),
    "no checksums": (lambda m: m.pop("sha256") and None, NO_LIST),
    "checksums in a list": (lambda m: m.update(sha256=["spec.json"]), NO_LIST),
    "checksums that are numbers": (lambda m: m.update(sha256={"spec.json": 1}), NO_LIST),
    "checksums that are null": (lambda m: m.update(sha256=None), NO_LIST),
    "no versions": (lambda m: m.pop("versions"), NO_LIST),
    "versions in a tree": (lambda m: m["versions"].update(nnlab={"major": 1}), NO_LIST),
    "another checksum": (lambda m: m["sha256"].update({"run.json": "0" * 64}), "the part run.json is not what was"),
    "a part that is not there": (lambda m: m["sha256"].update(ghost="0" * 64), "the part ghost is missing."),
    "the folder of a part": (lambda m: m["sha256"].update({"history/": "0" * 64}), "the part history/ is missing."),
    "no part": (lambda m: m.update(sha256={}), "the part spec.json is missing."),
    "a part left out": (lambda m: m["sha256"].pop("order.npy") and None, "the saved run does not fit its experiment."),
}


@pytest.mark.parametrize(("edit", "reason"), LIES.values(), ids=list(LIES))
def test_a_list_of_parts_that_lies_is_refused(edit: Callable[[Any], Any], reason: str, path: Path) -> None:
    zip_up(path, manifest(edit)(entries_of(path)))
    refused = refusal(path)
    assert refused is not None
    assert refused.startswith(f"{path} is damaged: {reason}")


@pytest.mark.parametrize("found", [2, 10**12])
def test_a_newer_format_is_refused_whatever_else_is_new(found: int, path: Path) -> None:
    edit = manifest(lambda _: {"format": found, "blake3": []})
    zip_up(path, [*edit(entries_of(path)), ("new/part", b"")])
    sentence = f"{path} was written by a newer nnlab; this one reads files up to format 1."
    assert refusal(path) == sentence


def test_a_newer_format_may_compress(path: Path) -> None:
    first, second, *others = manifest(lambda _: {"format": 2})(entries_of(path))
    zip_up(path, [first, second])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as opened:
        for name, part in others:
            opened.writestr(name, part)
    assert "newer nnlab" in (refusal(path) or "")


def test_versions_are_those_of_the_file(path: Path) -> None:
    edit = manifest(lambda m: m.update(versions={"nnlab": "0.0.1", "abacus": "3"}))
    zip_up(path, edit(entries_of(path)))
    assert open_experiment(path).versions == {"nnlab": "0.0.1", "abacus": "3"}


def patched(content: bytes, field: int, size: int, value: int) -> bytes:
    """Overwrite a field of the directory's entry for ``spec.json``."""
    start = content.rindex(b"PK\x01\x02", 0, content.rindex(b"spec.json", 0, content.rindex(b"run.json"))) + field
    return content[:start] + value.to_bytes(size, "little") + content[start + size :]


DIRECTORY: dict[str, tuple[int, int, int]] = {
    "a system that needs version 99": (6, 2, 99),
    "encrypted": (8, 2, 1),
    "a patch": (8, 2, 0x20),
    "strongly encrypted": (8, 2, 0x40),
    "compressed by deflate": (10, 2, 8),
    "compressed in an unknown way": (10, 2, 77),
    "a wrong checksum": (16, 4, 0),
    "stored in 4 GB": (20, 4, 2**32 - 2),
    "stored in nothing": (20, 4, 0),
    "4 GB long": (24, 4, 2**32 - 2),
    "nothing long": (24, 4, 0),
    "a name without end": (28, 2, 60_000),
    "extras without end": (30, 2, 60_000),
    "a comment without end": (32, 2, 60_000),
    "behind the end of the file": (42, 4, 2**31),
    "in the middle of another": (42, 4, 100),
    "where the first part is": (42, 4, 0),
}


@pytest.mark.parametrize(("field", "size", "value"), DIRECTORY.values(), ids=list(DIRECTORY))
def test_a_directory_that_lies_is_refused(field: int, size: int, value: int, path: Path, content: bytes) -> None:
    path.write_bytes(patched(content, field, size, value))
    assert (refusal(path) or "").startswith(f"{path} is damaged: ")


@pytest.mark.parametrize("value", [0, 1, 2**31, 2**32 - 1])
@pytest.mark.parametrize("field", [8, 10, 12, 16])
def test_an_end_that_lies_is_refused_or_changes_nothing(field: int, value: int, path: Path, content: bytes) -> None:
    start = content.rindex(b"PK\x05\x06") + field
    size = 2 if field < 12 else 4
    path.write_bytes(content)
    honest = unpack(path)
    path.write_bytes(content[:start] + (value % 2 ** (8 * size)).to_bytes(size, "little") + content[start + size :])
    sentence = refusal(path)
    assert sentence.startswith(str(path)) if sentence else unpack(path) == honest


def test_a_place_beyond_any_file_is_refused(path: Path, content: bytes) -> None:
    """A zip64 extra field may give a place of 64 bits."""
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"spec.json", 0, content.rindex(b"run.json")))
    extra = (1).to_bytes(2, "little") + (8).to_bytes(2, "little") + (2**64 - 1).to_bytes(8, "little")
    entry = bytearray(content[at : at + 46 + len("spec.json")])
    entry[30:32], entry[42:46] = len(extra).to_bytes(2, "little"), b"\xff" * 4
    end = bytearray(content[content.rindex(b"PK\x05\x06") :])
    end[12:16] = (int.from_bytes(end[12:16], "little") + len(extra)).to_bytes(4, "little")
    rest = content[at + len(entry) : content.rindex(b"PK\x05\x06")]
    path.write_bytes(content[:at] + bytes(entry) + extra + rest + bytes(end))
    assert (refusal(path) or "").startswith(f"{path} is damaged: ")


def test_what_stands_before_or_behind_a_file_is_no_matter_or_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content + b"\0" * 100)
    refusal(path)
    path.write_bytes(b"#!/bin/sh\n" + content)
    assert refusal(path) == f"{path} is not an experiment file."
