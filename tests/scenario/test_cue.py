"""A cue means one phase, or nothing."""

import pytest

from relaywalk.scenario.cue import Cue, cues

SCRIPTS = {"robot": ("stand", "carry", "stand"), "giver": ("offer",)}


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("robot.carry", ("robot", 1)),
        ("giver.offer", ("giver", 0)),
        ("robot.1", ("robot", 0)),
        ("robot.3", ("robot", 2)),
    ],
)
def test_a_phase_is_named_by_its_kind_or_by_its_place(text, cue):
    assert Cue.read(text, SCRIPTS) == cue


@pytest.mark.parametrize(
    "text",
    [
        "robot.stand",  # done twice
        "robot.0",
        "robot.4",
        "robot.-1",
        "robot.dance",
        "nobody.carry",
        "carry",
        "robot.",
        "",
    ],
)
def test_what_means_no_phase_or_several_means_nothing(text):
    assert Cue.read(text, SCRIPTS) is None


def test_what_is_done_twice_is_named_by_its_place():
    names = ("robot.1 (stand)", "robot.carry", "robot.3 (stand)", "giver.offer")
    assert cues(SCRIPTS) == names
