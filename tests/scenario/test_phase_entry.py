"""A phase in a script: its own block, its timeout, and what it asks for."""

import pytest
from pydantic import ValidationError

from relaywalk.errors import UnknownName
from relaywalk.scenario.phase_entry import PhaseEntry, demands_of, phase_names

NAMES = ("carry", "hand_over", "hold", "light", "offer", "pass_flame")
NAMES += ("receive", "stand", "take", "wave")


def test_phases_are_the_files_of_the_folder():
    assert phase_names() == NAMES


def test_a_phase_may_last_half_a_minute_and_waits_for_nobody_by_itself():
    entry = PhaseEntry.model_validate({"kind": "stand"})
    assert (entry.timeout, entry.after) == (30.0, None)


@pytest.mark.parametrize("timeout", [0.0, -1.0, 3601.0, "long"])
def test_a_timeout_is_a_time_above_zero(timeout):
    with pytest.raises(ValidationError, match="above 0, at most 3600"):
        PhaseEntry.model_validate({"kind": "stand", "timeout": timeout})


def test_it_asks_for_what_its_module_says():
    for name in NAMES:
        block = {"kind": name, **({"distance": 1.0} if name == "carry" else {})}
        assert PhaseEntry.model_validate(block).demands is demands_of(name)


def test_what_there_is_not_asks_for_nothing():
    with pytest.raises(UnknownName, match="stand"):
        demands_of("fly")
