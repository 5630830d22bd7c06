"""What a replay holds: samples as recorded, one run or two."""

import numpy as np
from tests.view.replay.replays import unpacked

from relaywalk.view.replay.sampling import sampled_rows
from relaywalk.view.replay.scene import packed


def test_samples_are_those_of_the_recording(shared_run):
    run = shared_run(60)
    head, (values,) = unpacked(packed(run))
    rows = sampled_rows(run.recording)
    for track in head["runs"][0]["tracks"]:
        known = run.recording[track["name"]][rows]
        apart = np.abs(values[track["name"]] - known)
        assert apart.max() <= 0.51 * track["resolution"], track["name"]


def test_what_is_held(shared_run):
    run = shared_run(60)
    head, (values,) = unpacked(packed(run))
    (told,) = head["runs"]
    assert set(head["bodies"]) == {"kuavo_4_pro", "human", "torch"}
    assert told["props"] == {"torch": "torch"}
    assert told["actors"]["robot"]["body"] == "kuavo_4_pro"
    for name in ("robot.leg_l1_joint.mz", "robot.left_foot.contact.fz", "torch.qw"):
        assert name in values


def test_a_ghost_has_motion_and_torque_and_no_more(shared_run):
    head, (_, ghost) = unpacked(packed(shared_run(60), shared_run(40)))
    assert [run["samples"] for run in head["runs"]] == [31, 21]
    assert "robot.leg_l1_joint.torque" in ghost
    assert "robot.leg_l1_joint.mz" not in ghost
