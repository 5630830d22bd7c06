"""A block with `kind`: the module named by it validates what stands beside it."""

import pytest
from pydantic import ValidationError

from relaywalk.scenario.controller_entry import ControllerEntry
from relaywalk.scenario.kind_entry import KindEntry
from relaywalk.scenario.phase_entry import PhaseEntry
from relaywalk.schema.validation import first_violation

ENTRIES = [ControllerEntry, PhaseEntry]
GOOD = {"kind": "hold", "timeout": 5.0, "pose": "reach"}


def refused(entry, block):
    """Return what is wrong with a block."""
    with pytest.raises(ValidationError) as caught:
        entry.model_validate(block)
    return first_violation(caught.value)


def test_keys_of_the_module_become_its_parameters():
    entry = PhaseEntry.model_validate(GOOD)
    assert (entry.kind, entry.timeout, entry.params.pose) == ("hold", 5.0, "reach")
    assert type(entry.params).__module__ == "relaywalk.phases.hold"


def test_it_is_written_as_it_is_read_every_default_with_it():
    entry = PhaseEntry.model_validate(GOOD)
    written = entry.model_dump(mode="json")
    assert written == {
        "kind": "hold",
        "timeout": 5.0,
        "after": None,
        "hand": None,
        "prop": None,
        "duration": 1.0,
        "move_time": 2.0,
        "pose": "reach",
        "arm": None,
    }
    assert PhaseEntry.model_validate(written) == entry


def test_an_entry_is_taken_for_one():
    entry = PhaseEntry.model_validate(GOOD)
    assert PhaseEntry.model_validate(entry) == entry
    parts = {"kind": "hold", "timeout": 5.0, "params": entry.params}
    assert PhaseEntry.model_validate(parts) == entry


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("block", [3, [], "stand", {}, {"kind": 3}, {"kind": None}])
def test_a_block_without_a_kind_is_told_those_there_are(entry, block):
    found = refused(entry, block)
    allowed = "a mapping with kind: one of " + ", ".join(entry.kinds())
    assert (found.path, found.value, found.allowed) == ((), block, allowed)


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_unknown_kind_is_told_those_there_are(entry):
    found = refused(entry, {"kind": "fly"})
    assert (found.path, found.value) == (("kind",), "fly")
    assert found.allowed == "one of " + ", ".join(entry.kinds())


@pytest.mark.parametrize("kind", ["__init__", "_torch", "../phases/stand", "a.b", ""])
def test_a_kind_is_the_name_of_a_public_module_only(kind):
    assert refused(PhaseEntry, {"kind": kind}).path == ("kind",)


def test_an_unknown_key_is_told_those_of_entry_and_module():
    found = refused(PhaseEntry, {"kind": "stand", "speed": 2.0})
    assert (found.path, found.value) == (("speed",), 2.0)
    assert (
        found.allowed
        == "unknown key; allowed: kind, timeout, after, hand, prop, duration"
    )


def test_a_wrong_value_of_the_module_is_named_with_its_path():
    found = refused(PhaseEntry, {"kind": "take", "back": [0.0, "far"]})
    assert (found.path, found.value) == (("back", 1), "far")
    assert found.allowed.startswith("a number of at least -2000")


def test_kinds_are_the_files_of_the_package():
    class Plots(KindEntry):
        PACKAGE = "relaywalk.engines"

    assert Plots.kinds() == ("mujoco", "pybullet")
