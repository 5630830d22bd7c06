"""Storage files read back by OpenSim itself, where it is to be had."""

import io

import numpy as np
import pandas as pd
import pytest

from relaywalk.recording.export import sto
from relaywalk.recording.export._excerpt import Excerpt

try:
    import opensim

    opensim.Logger.removeFileSink()  # it would leave a log where the tests run
except ModuleNotFoundError:  # its wheels begin at Python 3.11
    opensim = None


def read(path):
    """Return times, and label → column."""
    return by_pandas(path) if opensim is None else by_opensim(path)


def by_opensim(path):
    """Read a file as OpenSim does."""
    table = opensim.TimeSeriesTable(str(path))
    values = table.getMatrix().to_numpy()
    columns = dict(zip(table.getColumnLabels(), values.T, strict=True))
    assert table.getTableMetaDataAsString("inDegrees") == "no"
    assert int(table.getTableMetaDataAsString("nRows")) == table.getNumRows()
    assert int(table.getTableMetaDataAsString("nColumns")) == len(columns) + 1
    return np.array(table.getIndependentColumn()), columns


def by_pandas(path):
    """Read a file by the format's description: a header, then a table."""
    header, _, table = path.read_text().partition("endheader\n")
    name, *entries = header.splitlines()
    values = pd.read_csv(io.StringIO(table), sep="\t")
    rows, columns = values.shape
    assert name == path.stem
    assert entries == [
        "version=1",
        f"nRows={rows}",
        f"nColumns={columns}",
        "inDegrees=no",
    ]
    columns = {label: values[label].to_numpy() for label in values}
    return columns.pop("time"), columns


def test_opensim_and_the_description_of_the_format_agree(excerpt, tmp_path):
    for path in sto.write(excerpt, tmp_path / "x.sto"):
        (time, columns), (other_time, others) = read(path), by_pandas(path)
        assert np.allclose(time, other_time, rtol=1e-15, atol=0.0)
        assert list(columns) == list(others)
        for label, values in columns.items():
            assert np.allclose(values, others[label], rtol=1e-15, atol=0.0)


@pytest.fixture
def robot(recorded):
    """Return the excerpt of the robot alone."""
    return Excerpt.of(*recorded, "robot")


def test_reactions_are_named_as_opensim_does(robot, tmp_path):
    time, columns = read(sto.write(robot, tmp_path / "x.sto")[0])
    assert np.allclose(time, robot.recording.time, rtol=1e-15)
    assert len(columns) == 2 * 6
    for joint, child in (("shoulder", "upper"), ("elbow", "lower")):
        for axis in ("fx", "fy", "fz", "mx", "my", "mz"):
            seen = columns[f"{joint}_on_{child}_in_{child}_{axis}"]
            assert np.allclose(seen, robot.recording[f"robot.{joint}.{axis}"], 1e-7)


def test_contacts_act_at_the_origin_of_their_frame(robot, tmp_path):
    _, columns = read(tmp_path / sto.write(robot, tmp_path / "x.sto")[1])
    for axis in ("fx", "fz", "my"):
        seen = columns[f"left_foot_on_sole_in_ground_{axis}"]
        assert np.allclose(seen, robot.recording[f"robot.left_foot.contact.{axis}"])
    for axis in "xyz":  # the sole's origin is that of the base link
        seen = columns[f"left_foot_on_sole_in_ground_p{axis}"]
        assert np.allclose(seen, robot.recording[f"robot.base.{axis}"])


def test_coordinates_and_torques_have_the_names_of_the_joints(robot, tmp_path):
    _, _, coordinates, torques = sto.write(robot, tmp_path / "x.sto")
    _, columns = read(coordinates)
    assert np.allclose(columns["base_tz"], robot.recording["robot.base.z"], 1e-15)
    position = robot.recording["robot.elbow.position"]
    assert np.allclose(columns["elbow"], position, 1e-15)
    _, columns = read(torques)
    torque = robot.recording["robot.shoulder.torque"]
    assert list(columns) == ["elbow_moment", "shoulder_moment"]
    assert np.allclose(columns["shoulder_moment"], torque, rtol=1e-7)


def test_each_of_several_actors_has_its_own_files(excerpt, tmp_path):
    written = sto.write(excerpt, tmp_path / "x.sto")
    assert [path.stem for path in written[::4]] == ["x_robot", "x_giver"]
    _, columns = read(tmp_path / "x_giver_torques.sto")
    assert "base_x_joint_force" in columns  # it slides
    assert "base_yaw_joint_moment" in columns


def test_opensim_reads_what_is_not_a_number(record, motion, two_link, tmp_path):
    torque = np.array([[1.0, np.nan], [2.0, 5.0]])
    cards = {"robot": two_link}
    recording = record(cards, 2, {"robot": motion(torque=torque)})
    _, columns = read(sto.write(Excerpt.of(recording, cards), tmp_path / "x.sto")[3])
    assert np.array_equal(columns["shoulder_moment"], [np.nan, 5.0], equal_nan=True)
