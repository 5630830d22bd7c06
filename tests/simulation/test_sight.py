"""What is seen of others: late, now and then, with noise; of oneself as it is."""

from itertools import pairwise

import numpy as np
import pytest

from relaywalk.scenario.sight_entry import SightEntry
from relaywalk.simulation.sight import Sight
from relaywalk.types import ActorObservation, Observation, PropState, RobotState

PERIOD = 0.002  # [s]
UPRIGHT = (0.0, 0.0, 0.0, 1.0)


def scene(time):
    """Return a scene in which all move along x at 1 m/s."""
    pose = np.array([time, 0.0, 1.0, *UPRIGHT])
    state = RobotState(time, pose, np.zeros(6), np.zeros(1), np.zeros(1))
    body = ActorObservation(state, np.zeros(1), np.zeros((1, 6)), {})
    torch = PropState(pose.copy(), np.zeros(6))
    return Observation(time, {"robot": body, "giver": body}, {"torch": torch})


def looks(ticks, seed=1, **entry):
    """Return what is seen in some periods."""
    sight = Sight(SightEntry(**entry), seed, "robot", PERIOD)
    return [sight.look(scene(tick * PERIOD)) for tick in range(ticks)]


def places(seen):
    """Return x of robot, giver and torch (k, 3) [m]."""
    return np.array(
        [
            [
                one.actors["robot"].state.pose_base_in_world[0],
                one.actors["giver"].state.pose_base_in_world[0],
                one.props["torch"].pose_in_world[0],
            ]
            for one in seen
        ]
    )


def test_by_default_all_is_seen_as_it_is():
    one = scene(0.5)
    assert Sight(SightEntry(), 1, "robot", PERIOD).look(one) is one


def test_others_are_seen_late_and_the_body_itself_is_not():
    own, giver, torch = places(looks(100, delay=0.05)).T
    times = np.arange(100) * PERIOD
    np.testing.assert_allclose(own, times)
    np.testing.assert_allclose(giver[26:], times[26:] - 0.05, atol=1e-9)
    np.testing.assert_array_equal(giver, torch)
    np.testing.assert_allclose(giver[:26], 0.0, atol=1e-9)


def test_between_two_pictures_the_last_one_is_kept():
    _, giver, _ = places(looks(100, rate=50.0)).T
    changes = [tick for tick, (a, b) in enumerate(pairwise(giver), 1) if a != b]
    assert changes == list(range(10, 100, 10))


def test_noise_has_its_deviation_about_what_is_and_none_of_the_own_place():
    own, giver, torch = places(looks(2000, position_noise=0.01)).T
    times = np.arange(2000) * PERIOD
    np.testing.assert_array_equal(own, times)
    for seen in (giver, torch):
        assert np.std(seen - times) == pytest.approx(0.01, rel=0.1)
        assert abs(np.mean(seen - times)) < 1e-3
    assert abs(np.corrcoef(giver - times, torch - times)[0, 1]) < 0.1


def test_a_prop_is_seen_turned_by_a_small_angle():
    seen = [one.props["torch"].pose_in_world for one in looks(500, rotation_noise=0.02)]
    angles = [2.0 * np.arcsin(np.linalg.norm(pose[3:6])) for pose in seen]
    # of three normal components the rms is √3 of one's
    assert np.sqrt(np.mean(np.square(angles))) == pytest.approx(0.0346, rel=0.1)


def test_the_seed_draws_the_noise():
    first, again, other = (places(looks(3, s, position_noise=0.01)) for s in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert np.all(first[:, 1:] != other[:, 1:])
