"""A footprint is where a sole stood, for as long as it stood."""

import numpy as np

from relaywalk.robots.free_body import FreeBody
from relaywalk.types import RobotState
from relaywalk.view.replay.actors import actors
from relaywalk.view.replay.bodies import body_names
from relaywalk.view.replay.footprints import footprints


def test_prints_lie_where_the_sole_was(shared_run):
    run = shared_run(200)
    card, recording = run.cards["robot"], run.recording
    found = footprints(recording, card, "robot", run.gaits["robot"].feet)
    assert {print_["foot"] for print_ in found} == set(card.feet)
    for each in found:
        rows = np.searchsorted(recording.time, (each["from"], each["to"]))
        pose = recorded_pose(recording, card, int(rows.sum() // 2))
        place, _ = FreeBody(card).placement(pose, card.feet[each["foot"]].frame)
        np.testing.assert_allclose(each["pose"][:3], place, atol=1e-4)


def recorded_pose(recording, card, row):
    axes = ("x", "y", "z", "qx", "qy", "qz", "qw")
    base = recording.matrix([f"robot.base.{axis}" for axis in axes])[row]
    joints = [f"robot.{joint}.position" for joint in card.joints]
    position = recording.matrix(joints)[row]
    return RobotState(0.0, base, np.zeros(6), position, np.zeros(len(position)))


def test_who_has_no_feet_leaves_none(shared_run):
    run = shared_run(60)
    found = actors(run, body_names(run.cards.values()))
    assert found["giver"]["footprints"] == []
