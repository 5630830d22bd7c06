"""Pushes: drawn and given before the run, of the impulse asked for, on any link."""

import math

import numpy as np
import pytest

from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.pushes import Disturbances, Push, disturbances, push_channels

AT = "actors.robot.mismatch.pushes"
MASS = 50.0
SPEEDS = {f"{AT}.minimum_speed": 0.1, f"{AT}.maximum_speed": 2.0}
PUNCHES = {
    f"{AT}.links": ["base_link", "zarm_l4_link", "leg_r4_link"],
    f"{AT}.minimum_impulse": 40.0,
    f"{AT}.maximum_impulse": 40.0,
    f"{AT}.duration": 0.08,
}


@pytest.fixture
def pushing(kuavo):
    """Return a function: changes of `stand`, its duration → what pushes the robot."""

    def drawn(changes, duration=60.0, seed=1) -> Disturbances:
        changes = {**changes, "duration": duration, "seed": seed}
        scenario = Scenario.load("stand").with_overrides(changes)
        return disturbances(scenario, "robot", kuavo, MASS)

    return drawn


def test_drawn_pushes_keep_to_their_bounds(pushing):
    pushes = pushing(SPEEDS, 3600.0).drawn
    starts = np.array([0.0, *(push.start for push in pushes)])
    force = np.array([push.force_in_world for push in pushes])
    speed = np.linalg.norm(force, axis=1) * 0.2 / MASS
    assert 350 < len(pushes) < 650
    assert (np.diff(starts) >= 5.0).all()
    assert (np.diff(starts) <= 10.0).all()
    assert speed.min() >= 0.1
    assert speed.max() <= 2.0
    assert np.ptp(speed) > 1.8
    assert (force[:, 2] == 0.0).all()
    assert np.abs(force[:, :2].mean(axis=0)).max() < 0.1 * np.abs(force).max()
    assert {push.link for push in pushes} == {"base_link"}


def test_punches_have_their_impulse_on_links_drawn_alike(pushing):
    pushes = pushing(PUNCHES, 3600.0).drawn
    impulse = [np.linalg.norm(p.force_in_world) * (p.end - p.start) for p in pushes]
    np.testing.assert_allclose(impulse, 40.0)
    links = [push.link for push in pushes]
    counts = [links.count(link) / len(links) for link in PUNCHES[f"{AT}.links"]]
    np.testing.assert_allclose(counts, 1.0 / 3.0, atol=0.08)


def test_more_links_leave_times_and_forces_as_they_are(pushing):
    links = {f"{AT}.links": ["base_link", "leg_r4_link"]}
    one, several = pushing(SPEEDS).drawn, pushing({**SPEEDS, **links}).drawn
    assert [p.start for p in one] == [p.start for p in several]
    for a, b in zip(one, several, strict=True):
        np.testing.assert_array_equal(a.force_in_world, b.force_in_world)


def test_the_seed_decides_and_a_longer_run_begins_alike(pushing):
    first, longer = pushing(PUNCHES).drawn, pushing(PUNCHES, 120.0).drawn
    other = pushing(PUNCHES, seed=2).drawn
    begun = longer[: len(first)]
    assert [(p.start, p.link) for p in begun] == [(p.start, p.link) for p in first]
    assert other[0].start != first[0].start


def test_no_strength_no_pushes(pushing):
    assert pushing({}).drawn == ()
    assert list(pushing({}).begin(1.0)) == []


@pytest.mark.parametrize("time", [0.5, 12.0, 12.345, 33.3331])
@pytest.mark.parametrize("duration", [0.05, 0.08, 0.0005])
def test_a_given_push_has_its_impulse_whenever_it_begins(pushing, time, duration):
    push = {"time": time, "impulse": [1.0, -25.0, 3.0], "duration": duration}
    found = pushing({"actors.robot.pushes": [push]})
    ticks = 0.002 * np.arange(math.floor(time / 0.002) - 5, time / 0.002 + 60)
    impulse = sum(f for tick in ticks for _, f in found.begin(tick)) * 0.002
    np.testing.assert_allclose(impulse, [1.0, -25.0, 3.0])


def test_a_wind_blows_from_its_start_to_its_end_or_that_of_the_run(pushing):
    wind = {"force": [0.0, 5.0, 0.0], "start": 1.0, "end": 2.0}
    storm = {"force": [9.0, 0.0, 0.0], "link": "zhead_2_link"}
    found = pushing({"actors.robot.forces": [wind, storm]})
    assert found.links == ("base_link", "zhead_2_link")
    blown = {t: {n: f.tolist() for n, f in found.begin(t)} for t in (0.0, 1.5, 59.9)}
    always = {"zhead_2_link": [9.0, 0.0, 0.0]}
    assert blown[0.0] == blown[59.9] == always
    assert blown[1.5] == {"base_link": [0.0, 5.0, 0.0], **always}


def test_a_body_without_feet_has_channels_of_what_is_pushed_alone(human):
    plain, arm = Scenario.load("relay_5m"), "arm_r4_link"
    assert disturbances(plain, "giver", human, MASS).links == ()
    changes = {
        "actors.giver.mismatch.pushes.maximum_speed": 0.5,
        "actors.giver.pushes": [{"time": 6.0, "link": arm, "impulse": [1.0, 0.0, 0.0]}],
    }
    pushed = disturbances(plain.with_overrides(changes), "giver", human, MASS)
    assert pushed.links == (arm, human.base_link)
    names = [channel.name for channel in push_channels(human, pushed.links)]
    assert names[::3] == [f"push.{arm}.fx", "push.fx"]
    times = [push.start for push in (*pushed.drawn, *pushed.given)]
    assert all(list(pushed.begin(time)) for time in times)


def test_pushes_at_one_time_add_up():
    pushes = tuple(Push(0.0, 1.0, "a", np.full(3, size)) for size in (1.0, 2.0))
    found = Disturbances(("a",), drawn=pushes[:1], given=pushes[1:])
    ((_, force),) = found.begin(0.5)
    np.testing.assert_array_equal(force, 3.0)
    assert list(found.begin(1.0)) == []
    np.testing.assert_array_equal(found.force, 0.0)
