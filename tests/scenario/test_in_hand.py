"""Which hand and which prop: said, or carried on from before."""

import pytest

from relaywalk.scenario.actor_entry import ActorEntry
from relaywalk.scenario.in_hand import in_hand

ROBOT = {"card": "kuavo_4_pro"}
RELAY = ("receive", "carry", "hand_over")


def actor(*script, **keys):
    """Return an actor; its phases are kinds or blocks."""
    blocks = [{"kind": p} if isinstance(p, str) else p for p in script]
    for block in blocks:
        if block["kind"] == "carry":
            block["distance"] = 1.0
    return ActorEntry(**{**ROBOT, **keys, "script": blocks})


def test_the_only_prop_is_meant_and_the_right_hand():
    held = in_hand(actor(*RELAY), ("torch",))
    assert held == (("right_hand", "torch"),) * 3


@pytest.mark.parametrize("props", [(), ("one", "two")])
def test_of_no_prop_and_of_several_none_is_meant(props):
    assert {held.prop for held in in_hand(actor(*RELAY), props)} == {""}


def test_what_a_phase_says_goes_for_those_after_it():
    script = (
        {"kind": "receive", "prop": "one"},
        "carry",
        {"kind": "hand_over", "hand": "left"},
        {"kind": "receive", "prop": "two"},
        "carry",
    )
    assert in_hand(actor(*script), ("one", "two")) == (
        ("right_hand", "one"),
        ("right_hand", "one"),
        ("left_hand", "one"),
        ("left_hand", "two"),
        ("left_hand", "two"),
    )


def test_what_is_held_at_first_is_meant_at_first():
    holds = {"prop": "two", "at": 0.2, "hand": "left"}
    one = actor("carry", holds=holds, hand="left")
    assert one.holding_hand == "left_hand"
    assert in_hand(one, ("one", "two")) == (("left_hand", "two"),)


def test_the_hand_that_holds_is_the_actors_unless_it_says_otherwise():
    holds = {"prop": "torch"}
    assert actor("carry", holds=holds).holding_hand == "right_hand"
    assert actor("carry", holds=holds, hand="left").holding_hand == "left_hand"
    holds["hand"] = "right"
    assert actor("carry", holds=holds, hand="left").holding_hand == "right_hand"
