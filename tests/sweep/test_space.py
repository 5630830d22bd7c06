"""Room on the disk."""

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.scenario.scenario import Scenario
from relaywalk.sweep.space import Room, require_room, room_of


def test_the_estimate_holds_for_a_relay_that_takes_its_whole_time():
    """36.3 s of relay_5m were 33.9 MB in MuJoCo; its scenario allows 60 s."""
    room = room_of(Scenario.load("relay_5m"))
    measured = 33.9e6 * 60.0 / 36.27
    assert measured <= room.kept <= 1.1 * measured


def test_only_running_runs_need_room_to_work_in():
    assert Room(kept=2, working=5).of(runs=10, workers=3) == 35
    assert Room(kept=2, working=5).of(runs=1, workers=3) == 7


def test_too_little_room_is_said_before_anything_is_made(tmp_path):
    out = tmp_path / "a" / "b"
    require_room(out, 1, 1)
    with pytest.raises(
        ScenarioError, match=r"GB are free: 9 runs .* up to 1000000000.0 GB"
    ):
        require_room(out, 10**18, 9)
    assert not out.exists()
