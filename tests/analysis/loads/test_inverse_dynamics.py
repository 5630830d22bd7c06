"""Residuals vanish where the recording is sound, and show what is missing."""

from types import SimpleNamespace

import numpy as np
import pytest

from relaywalk.analysis.loads.inverse_dynamics import (
    _fraction_of_period,
    base_residual,
    inverse_dynamics,
    joint_residual,
)
from relaywalk.engines import Scene
from relaywalk.errors import RecordingError
from relaywalk.robots.model import RobotModel
from relaywalk.types import GRAVITY, ActorSignals, Command, RobotState

ROWS = 60
TURNED = np.array([0.1, -0.2, 0.3, 0.9])


@pytest.fixture
def standing(record, motion, two_link):
    """Return a recording of a body that stands still on its tilted foot."""
    base = np.concatenate(([0.4, -0.2, 0.3], TURNED / np.linalg.norm(TURNED)))
    joints = two_link.pose("stand")
    state = RobotState(0.0, base, np.zeros(6), joints, np.zeros(2))
    model = RobotModel(two_link)
    model.update(state)
    sole, _ = model.placement("sole")
    weight = np.array([0.0, 0.0, model.mass * GRAVITY])
    wrench = np.concatenate((weight, np.cross(model.com_in_world - sole, weight)))
    torque = np.empty(2)
    torque[model.select] = model.gravity_torque(model.q)[6:]

    def build(missing=0.0):
        push = wrench.copy()
        push[2] -= missing
        moves = motion(
            base=np.tile(base, (ROWS, 1)),
            position=np.tile(joints, (ROWS, 1)),
            torque=np.tile(torque, (ROWS, 1)),
            contact={"left_foot": np.tile(push, (ROWS, 1))},
        )
        return record({"robot": two_link}, ROWS, {"robot": moves})

    return build


def test_a_body_at_rest_has_no_residual(standing, two_link):
    seen = standing()
    rest = base_residual(seen, two_link, "robot", 0.1, 0.3)
    assert rest.shape == (21, 6)
    assert np.abs(rest).max() < 1e-4
    assert np.abs(joint_residual(seen, two_link, "robot", 0.1, 0.3)).max() < 1e-4


def test_a_force_not_recorded_is_found(standing, two_link):
    rest = base_residual(standing(missing=7.0), two_link, "robot", 0.1, 0.3)
    assert np.linalg.norm(rest[:, :3], axis=1) == pytest.approx(7.0, abs=1e-4)


def test_a_flight_under_torques_has_no_residual(tmp_path, write_rows, two_link):
    from relaywalk.engines.mujoco import MujocoEngine
    from relaywalk.recording.channels import RecordedScene
    from relaywalk.recording.recorder import Head, Recorder
    from relaywalk.recording.recording import Recording

    engine = MujocoEngine(Scene({"robot": two_link}, {}, terrain=None))
    scene = RecordedScene({"robot": two_link}, {}, {})
    recorder = Recorder(tmp_path, scene, Head(""))
    signals = {"robot": ActorSignals("fly", np.empty(0))}
    base = np.concatenate(([0.0, 0.0, 2.0], TURNED / np.linalg.norm(TURNED)))
    spin = np.array([0.2, 0.1, 0.0, 0.3, -0.4, 0.5])
    start = RobotState(0.0, base, spin, two_link.pose("stand"), np.array([0.5, -0.3]))
    zero, torque = np.zeros(2), np.array([0.02, -0.04])
    command = Command(torque, zero, zero, zero, zero, two_link.envelope())
    observation = engine.reset({"robot": start}, {})
    for _ in range(100):
        recorder.step(observation, {}, signals)
        observation = engine.step({"robot": command})
    engine.close()
    recorder.close()
    seen = Recording.open(tmp_path)
    assert np.abs(base_residual(seen, two_link, "robot", 0.01, 0.2)).max() < 0.1
    assert np.abs(joint_residual(seen, two_link, "robot", 0.01, 0.2)).max() < 0.05


def test_a_guided_arm_held_still(record, motion, human):
    rows = 5
    model = RobotModel(human)
    joints = human.pose("stand")
    torque = np.empty(len(joints))
    torque[model.select] = model.gravity_torque(joints[model.select])
    moves = motion(
        position=np.tile(joints, (rows, 1)), torque=np.tile(torque, (rows, 1))
    )
    seen = record({"giver": human}, rows, {"giver": moves})
    rest = joint_residual(seen, human, "giver", 0.0, 1.0)
    assert rest.shape == (rows - 1, len(joints))
    assert np.abs(rest[:, model.select]).max() < 1e-4


def test_a_guided_base_has_no_free_rows(record, human):
    with pytest.raises(RecordingError, match="guided"):
        base_residual(record({"giver": human}, 3), human, "giver", 0.0, 1.0)


def test_a_time_without_rows_is_refused(standing, two_link):
    with pytest.raises(RecordingError, match="no periods within"):
        base_residual(standing(), two_link, "robot", 50.0, 60.0)


def test_fingers_that_touch_are_not_comparable(record, motion, kuavo):
    grip = np.zeros((4, 6))
    grip[:, 2] = 16.0
    moves = motion(contact={"right_hand": grip})
    seen = record({"robot": kuavo}, 4, {"robot": moves})
    found = inverse_dynamics(seen, kuavo, "robot", (0.0, 1.0))
    apart = {
        j for j, same in zip(found.joints, found.comparable, strict=True) if not same
    }
    assert apart == set(kuavo.groups["right_hand"])


def test_every_so_many_rows_are_those_rows(standing, two_link):
    seen = standing()
    whole = inverse_dynamics(seen, two_link, "robot", (0.0, 0.5))
    thin = inverse_dynamics(seen, two_link, "robot", (0.0, 0.5), every=7)
    assert thin.time == pytest.approx(whole.time[::7])
    assert thin.residual == pytest.approx(whole.residual[::7])


def test_a_torque_that_was_not_applied_is_no_pass(standing, two_link, motion, record):
    assert inverse_dynamics(standing(), two_link, "robot", (0.0, 0.5)).holds
    still = motion(base=np.tile([0, 0, 0.3, 0, 0, 0, 1.0], (5, 1)))
    fallen = record({"robot": two_link}, 5, {"robot": still})
    found = inverse_dynamics(fallen, two_link, "robot", (0.0, 1.0))
    assert not found.holds
    assert found.residual == pytest.approx(found.needed)


@pytest.mark.parametrize(
    ("scenario", "share"),
    [
        ("timestep: 0.001\ncontrol_period: 0.002\n", 0.25),
        ("timestep: 0.002\ncontrol_period: 0.002\n", 0.0),
        ("name: synthetic\n", 0.5),
    ],
)
def test_the_engine_looks_at_the_start_of_each_step(scenario, share):
    assert _fraction_of_period(SimpleNamespace(scenario=scenario)) == share
