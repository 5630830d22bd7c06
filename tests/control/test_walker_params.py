"""What can be tuned of the walker, with its bounds; the defaults hang together."""

import math

import pytest
from pydantic import ValidationError

from relaywalk.control.walker_params import WalkerParams
from relaywalk.planning.gait import GaitParameters
from relaywalk.robots.catalogue import robot_card

PARAMS = WalkerParams()


@pytest.fixture(params=["kuavo_4_pro", "kuavo_5"])
def gait(request):
    """Every humanoid's gait."""
    return GaitParameters(**robot_card(request.param).gait.changes())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("preview", 0),
        ("shift_time", 0.0),
        ("home", {"steps": 0}),
        ("first_step", "hand"),
        ("ground", "some"),
    ],
)
def test_what_makes_no_sense_is_refused(name, value):
    with pytest.raises(ValidationError, match=name):
        WalkerParams.model_validate({name: value})


def test_all_that_a_step_home_may_be_a_chosen_step_may_be_too(gait):
    home, choice = PARAMS.home, PARAMS.choice
    assert home.along <= min(choice.back, gait.step_length + choice.reach_margin)
    assert gait.width - home.narrower >= choice.inner
    assert gait.width + home.wider <= choice.outer


def test_all_that_a_step_along_a_path_may_be_a_chosen_step_may_be_too(gait):
    choice, footsteps = PARAMS.choice, PARAMS.footsteps
    bent = footsteps.narrower
    assert gait.width - bent >= choice.inner
    assert gait.width - gait.side_length >= choice.inner
    assert gait.width + gait.side_length <= choice.outer
    assert gait.back_length <= choice.back


def test_the_pelvis_turns_as_fast_as_the_feet(gait):
    assert PARAMS.central.turn > gait.turn / gait.step_time


def test_what_comes_after_the_preview_does_not_count(gait):
    """ω of a CoM 0.85 m high."""
    omega = math.sqrt(9.81 / 0.85)
    assert math.exp(-omega * PARAMS.preview * gait.step_time) < 1e-4
