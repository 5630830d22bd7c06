"""What phases ask for: known kinds of base, and something to hold for who gives."""

from dataclasses import FrozenInstanceError
from typing import get_args

import pytest

from relaywalk.robots.card import RobotCard
from relaywalk.scenario.demands import Demands
from relaywalk.scenario.phase_entry import demands_of, phase_names

BASES = get_args(RobotCard.model_fields["base"].annotation)

EXCHANGES, FLAMES = {"receive", "take", "offer", "hand_over"}, {"light", "pass_flame"}


@pytest.mark.parametrize("name", phase_names())
def test_bases_are_kinds_of_base_that_cards_know(name):
    bases = demands_of(name).bases
    assert bases
    assert set(bases) <= set(BASES)


def test_every_kind_of_base_can_give_and_take():
    for base in BASES:
        able = {n for n in phase_names() if base in demands_of(n).bases}
        assert able & {"receive", "take"}
        assert able & {"offer", "hand_over"}


def test_who_gives_or_takes_needs_something_and_who_walks_does_not():
    others = {name for name in phase_names() if demands_of(name).other}
    assert others == FLAMES
    needs = {name for name in phase_names() if demands_of(name).prop}
    assert needs == {*EXCHANGES, *FLAMES}


def test_a_demand_stays_as_it_is():
    demands = Demands(bases=("floating",))
    assert not demands.prop
    with pytest.raises(FrozenInstanceError):
        demands.prop = True
