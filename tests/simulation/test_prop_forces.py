"""Forces on props act where the scenario says, in the world's axes."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.prop_forces import prop_forces
from relaywalk.types import PropState

COM = 0.4107  # of the torch, over its end [m]


def on_the_torch(torch, **force):
    changes = {"props.torch.forces": [{"force": [0.0, 20.0, 0.0], **force}]}
    scenario = Scenario.load("hold").with_overrides(changes)
    (found,) = prop_forces(scenario, {"torch": torch})
    return found


def state(rotation):
    pose = np.concatenate(([5.0, 1.0, 1.0], rotation.as_quat()))
    return PropState(pose, np.zeros(6))


def test_upright_the_moment_is_that_of_the_lever(torch):
    wrench = on_the_torch(torch, at=0.7).wrench(state(Rotation.identity()))
    expected = [0.0, 20.0, 0.0, -(0.7 - COM) * 20.0, 0.0, 0.0]
    np.testing.assert_allclose(wrench, expected, atol=1e-12)


def test_the_lever_turns_with_the_prop_and_the_force_does_not(torch):
    lying = Rotation.from_euler("y", np.pi / 2.0)  # the head points along x
    wrench = on_the_torch(torch, at=0.7).wrench(state(lying))
    expected = [0.0, 20.0, 0.0, 0.0, 0.0, (0.7 - COM) * 20.0]
    np.testing.assert_allclose(wrench, expected, atol=1e-12)


def test_without_a_place_it_acts_at_the_com(torch):
    wrench = on_the_torch(torch).wrench(state(Rotation.from_euler("x", 0.4)))
    assert wrench.tolist() == pytest.approx([0.0, 20.0, 0.0, 0.0, 0.0, 0.0])


def test_it_lasts_as_long_as_it_is_said_to(torch):
    gust = on_the_torch(torch, start=0.5, end=0.7).push
    assert [gust.acts(t) for t in (0.4, 0.5, 0.6, 0.7)] == [False, True, True, False]
    assert on_the_torch(torch).push.end == Scenario.load("hold").duration
