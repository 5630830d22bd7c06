"""Rerun files read back by Rerun's own reader."""

import os
import sys

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk.recording.export import rrd
from relaywalk.recording.export._excerpt import Excerpt
from relaywalk.recording.export._rerun_layout import groups

if sys.version_info < (3, 11):
    pytest.skip("Rerun's wheels begin at Python 3.11", allow_module_level=True)
if not os.environ.get("CI"):  # which must have it
    pytest.importorskip("rerun", reason="Rerun is not installed")


def read(path):
    """Return entity → component → one list of values a row, and times [s]."""
    from rerun.chunk import RrdReader

    found = {}
    for each in RrdReader(path).stream().to_chunks():
        batch = each.to_record_batch()
        if each.is_static:
            continue
        columns = found.setdefault(each.entity_path, {})
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            if name == "time":
                rows = column.cast("int64").to_numpy() / 1e9
            elif ":" in name:
                rows = column.to_pylist()
            else:
                continue
            columns.setdefault(name, []).extend(rows)
    return {entity: in_order(columns) for entity, columns in found.items()}


def in_order(columns):
    """Return the columns by time: chunks come in any order."""
    order = np.argsort(columns["time"], kind="stable")
    return {name: [rows[i] for i in order] for name, rows in columns.items()}


def numbers(column):
    return np.array([row[0] for row in column])


@pytest.fixture
def robot(recorded):
    """Return the excerpt of the robot alone."""
    return Excerpt.of(*recorded, "robot")


@pytest.fixture
def seen(robot, tmp_path, monkeypatch):
    """Return what is read of a file with every row of the motion."""
    monkeypatch.setattr(rrd, "FRAMES", 1e4)
    (path,) = rrd.write(robot, tmp_path / "x.rrd")
    return read(path)


def test_curves_are_those_of_the_recording(seen, robot):
    for what in ("position", "velocity", "torque"):
        for group, joints in groups(robot.cards["robot"]).items():
            curves = seen[f"/curves/robot/{group}/{what}"]
            names = [f"robot.{joint}.{what}" for joint in joints]
            values = np.array(curves["Scalars:scalars"])
            assert np.array_equal(values, robot.matrix(names))
            np.testing.assert_allclose(curves["time"], robot.recording.time)


def test_a_joint_is_turned_by_its_recorded_angle(seen, robot):
    for joint, child in (("elbow", "lower"), ("shoulder", "upper")):
        (entity,) = [e for e in seen if e.endswith(f"/{child}")]
        turned = Rotation.from_quat(numbers(seen[entity]["Transform3D:quaternion"]))
        angle = robot.recording[f"robot.{joint}.position"]
        apart = (turned[0].inv() * turned).magnitude()
        about = np.outer(angle - angle[0], [1.0, 0.0, 0.0])
        expected = Rotation.from_rotvec(about).magnitude()
        np.testing.assert_allclose(apart, expected, atol=2e-6)


def test_the_base_is_where_it_was(seen, robot):
    place = numbers(seen["/world/robot"]["Transform3D:translation"])
    base = robot.matrix([f"robot.base.{axis}" for axis in "xyz"])
    np.testing.assert_allclose(place, base, atol=1e-6)


def test_wrenches_are_arrows_in_the_childs_frame(seen, robot):
    (entity,) = [e for e in seen if e.endswith("/lower/force")]
    arrows = numbers(seen[entity]["Arrows3D:vectors"])
    force = robot.matrix([f"robot.elbow.{axis}" for axis in ("fx", "fy", "fz")])
    np.testing.assert_allclose(arrows, rrd.FORCE * force, rtol=1e-6, atol=1e-9)


def test_contacts_are_turned_into_their_frame(seen, robot):
    (entity,) = [e for e in seen if e.endswith("/sole/contact")]
    arrows = numbers(seen[entity]["Arrows3D:vectors"])
    base = robot.matrix([f"robot.base.{axis}" for axis in ("qx", "qy", "qz", "qw")])
    world = robot.matrix([f"robot.left_foot.contact.{axis}" for axis in rrd.AXES[:3]])
    turned = Rotation.from_quat(base).apply(arrows)
    np.testing.assert_allclose(turned, rrd.FORCE * world, atol=1e-8)


def test_phases_are_said_when_they_begin(seen, robot):
    said = seen["/phases/robot"]
    assert said["TextLog:text"] == [["stand"], ["carry"]]
    starts = [start for _, start, _ in robot.recording.phases("robot")]
    np.testing.assert_allclose(said["time"], starts)


def test_of_a_long_run_the_motion_is_picked_and_the_curves_are_whole(
    robot, tmp_path, monkeypatch
):
    monkeypatch.setattr(rrd, "FRAMES", 20.0)
    (path,) = rrd.write(robot, tmp_path / "x.rrd")
    seen = read(path)
    assert 1 < len(seen["/world/robot"]["time"]) < len(robot)
    curves = [e for e in seen if e.endswith("/torque")]
    assert {len(seen[curve]["time"]) for curve in curves} == {len(robot)}


def test_the_file_has_a_layout(robot, tmp_path):
    from rerun.chunk import RrdReader

    (path,) = rrd.write(robot, tmp_path / "x.rrd")
    assert len(RrdReader(path).blueprints()) == 1
