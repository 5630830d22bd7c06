"""Wrenches read out of MuJoCo: both ways agree, and with its contacts one by one."""

from importlib.util import find_spec

import numpy as np
import pytest

from relaywalk.compilation import SWITCH
from relaywalk.engines import Scene
from relaywalk.engines._mujoco_reading_loops import any_noted
from relaywalk.types import RobotState

pytestmark = pytest.mark.skipif(not find_spec("mujoco"), reason="needs MuJoCo")
PUSH = np.array([40.0, -30.0, 20.0, 3.0, -2.0, 1.0])  # [N, N·m]
PERIODS = 150


def engine(card):
    """Return a robot on the ground, its hand pushed while it sinks into its knees."""
    from relaywalk.engines.mujoco import MujocoEngine
    from relaywalk.terrains.terrain import level

    made = MujocoEngine(Scene({"robot": card}, {}, terrain=level()))
    joints = card.pose("stand")
    pose = np.array([0.0, 0.0, 0.85, 0.0, 0.0, 0.0, 1.0])
    still = np.zeros(len(joints))
    made.reset({"robot": RobotState(0.0, pose, np.zeros(6), joints, still)}, {})
    return made


def pushed(made, card):
    """Return the observation after some periods, the hand pushed in the last."""
    for _ in range(PERIODS):
        made.step({})
    made.apply_wrench("robot", card.hands["left_hand"].frame, PUSH)
    return made.step({})


def test_both_ways_to_add_wrenches_up_agree(kuavo, monkeypatch):
    loops = pushed(engine(kuavo), kuavo).actors["robot"]
    monkeypatch.setenv(SWITCH, "0")
    numpy = pushed(engine(kuavo), kuavo).actors["robot"]
    np.testing.assert_array_equal(
        loops.state.joint_velocity, numpy.state.joint_velocity
    )
    np.testing.assert_allclose(loops.joint_wrench, numpy.joint_wrench, atol=1e-9)
    for frame, wrench in loops.contact_wrench.items():
        np.testing.assert_allclose(wrench, numpy.contact_wrench[frame], atol=1e-9)


def test_a_foot_bears_what_its_contacts_bear_and_a_push_is_no_contact(kuavo):
    """Contacts one by one, by MuJoCo's own `mj_contactForce`."""
    made = engine(kuavo)
    mujoco = made._mujoco
    seen = pushed(made, kuavo).actors["robot"]
    assert seen.contact_wrench["left_foot"][2] > 50.0
    # nothing touches the hand: what pushes it is not part of its wrench
    np.testing.assert_allclose(seen.contact_wrench["left_hand"], 0.0, atol=1e-9)
    model, data, total = made._model, made._data, np.zeros((1, 6))
    foot = kuavo.feet["left_foot"]
    home = model.body(f"robot/{foot.frame}").id
    links = {model.body(f"robot/{link}").id for link in foot.links}
    made._reading.begin()
    mujoco.mj_step(model, data)
    made._reading.add(made._sum.noted)
    for index, contact in enumerate(data.contact):
        local = np.zeros(6)
        mujoco.mj_contactForce(model, data, index, local)
        force = contact.frame.reshape(3, 3).T @ local[:3]
        for side, sign in ((0, -1.0), (1, 1.0)):
            if model.geom_bodyid[contact.geom[side]] in links:
                arm = contact.pos - data.xpos[home]
                moment = np.cross(arm, sign * force)
                total += np.concatenate((sign * force, moment))
    frame = made._sum.frames.index(("robot", "left_foot"))
    np.testing.assert_allclose(made._reading.sums.frames[frame], total[0], atol=1e-8)


def test_only_loaded_contacts_of_noted_links_count():
    body, noted = np.array([0, 1, 2]), np.zeros((3, 3), dtype=bool)
    noted[1, 2] = noted[2, 1] = True
    geoms = np.array([[0, 1], [1, 2]], dtype=np.int32)
    for address, found in (((0, 3), True), ((0, -1), False)):
        assert any_noted(geoms, np.array(address), body, noted) == found
