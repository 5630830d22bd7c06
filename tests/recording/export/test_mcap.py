"""MCAP read back by Foxglove's reader and its ROS 2 decoder."""

import numpy as np
import pytest
from mcap.reader import make_reader
from mcap_ros2.decoder import DecoderFactory
from rosbags.rosbag2.metadata import parse_qos
from scipy.spatial.transform import Rotation

from relaywalk.recording.export import mcap
from relaywalk.recording.export._bag import Bag
from relaywalk.recording.export._excerpt import Excerpt
from relaywalk.recording.export._mcap_file import MESSAGE_HEAD


def read(path, topic):
    """Return times [ns] and messages of a topic, decoded."""
    with path.open("rb") as file:
        reader = make_reader(file, decoder_factories=[DecoderFactory()])
        found = list(reader.iter_decoded_messages([topic]))
    return [message.log_time for _, _, message, _ in found], [f[3] for f in found]


def six(wrench):
    """Return force and moment of a message (6,)."""
    force, moment = wrench.force, wrench.torque
    return [force.x, force.y, force.z, moment.x, moment.y, moment.z]


@pytest.fixture
def robot(recorded):
    """Return the excerpt of the robot alone."""
    return Excerpt.of(*recorded, "robot")


def test_joint_states_hold_every_row(robot, tmp_path):
    (path,) = mcap.write(robot, tmp_path / "x.mcap")
    times, messages = read(path, "/joint_states")
    assert np.array_equal(times, np.round(robot.recording.time * 1e9))
    stamps = [m.header.stamp.sec * 10**9 + m.header.stamp.nanosec for m in messages]
    assert stamps == times
    assert messages[0].name == ["elbow", "shoulder"]
    for what, field in (
        ("position", "position"),
        ("velocity", "velocity"),
        ("torque", "effort"),
    ):
        names = [f"robot.{joint}.{what}" for joint in messages[0].name]
        seen = np.array([getattr(message, field) for message in messages])
        assert np.array_equal(seen, robot.matrix(names))


def test_a_joints_wrench_is_in_its_childs_frame(robot, tmp_path):
    (path,) = mcap.write(robot, tmp_path / "x.mcap")
    _, messages = read(path, "/elbow/wrench")
    assert {message.header.frame_id for message in messages} == {"lower"}
    names = [f"robot.elbow.{axis}" for axis in mcap.AXES]
    seen = np.array([six(message.wrench) for message in messages])
    assert np.array_equal(seen, robot.matrix(names))


def test_a_contact_is_turned_into_its_frame(robot, tmp_path):
    (path,) = mcap.write(robot, tmp_path / "x.mcap")
    _, messages = read(path, "/left_foot/contact")
    assert messages[0].header.frame_id == "sole"
    names = [f"robot.left_foot.contact.{axis}" for axis in mcap.AXES]
    base = robot.matrix([f"robot.base.{axis}" for axis in ("qx", "qy", "qz", "qw")])
    turn = Rotation.from_quat(base)  # the sole's axes are those of the base link
    seen = np.array([six(message.wrench) for message in messages])
    for part in (slice(0, 3), slice(3, 6)):
        world = robot.matrix(names[part])
        assert np.allclose(turn.apply(seen[:, part]), world, atol=1e-12)


def test_transforms_hold_root_links_and_props(robot, tmp_path):
    (path,) = mcap.write(robot, tmp_path / "x.mcap")
    _, messages = read(path, "/tf")
    frames = [t.child_frame_id for t in messages[0].transforms]
    assert frames == ["foot", "torch"]
    for place, what in enumerate(("robot.base", "torch")):
        moves = [m.transforms[place].transform for m in messages]
        assert np.allclose(
            [move.translation.z for move in moves], robot.recording[f"{what}.z"]
        )
        seen = [[getattr(m.rotation, axis) for axis in "xyzw"] for m in moves]
        wanted = robot.matrix([f"{what}.q{axis}" for axis in "xyzw"])
        turned = (
            Rotation.from_quat(seen) * Rotation.from_quat(wanted).inv()
        ).magnitude()
        assert turned.max() < 1e-12
    assert messages[0].transforms[0].header.frame_id == "world"


def test_the_description_and_the_phases_reach_who_comes_late(robot, tmp_path):
    (path,) = mcap.write(robot, tmp_path / "x.mcap")
    _, described = read(path, "/robot_description")
    text = robot.cards["robot"].urdf_path.read_text(encoding="utf-8")
    assert [message.data for message in described] == [text]
    times, phases = read(path, "/phase")
    assert [message.data for message in phases] == ["stand", "carry"]
    assert times == [0, 200_000_000]
    with path.open("rb") as file:
        channels = make_reader(file).get_summary().channels.values()
    late = {
        c.topic: c.metadata for c in channels if "offered_qos_profiles" in c.metadata
    }
    assert set(late) == {"/robot_description", "/phase"}
    (profile,) = parse_qos(late["/phase"]["offered_qos_profiles"])
    assert profile.durability.name == "TRANSIENT_LOCAL"


def test_several_actors_have_names_of_their_own(recorded, tmp_path):
    excerpt = Excerpt.of(*recorded, rate=10.0)
    (path,) = mcap.write(excerpt, tmp_path / "x.mcap")
    _, messages = read(path, "/giver/arm_r4_joint/wrench")
    assert len(messages) == 6
    assert messages[0].header.frame_id == "giver/arm_r4_link"
    _, messages = read(path, "/tf")
    frames = [t.child_frame_id for t in messages[0].transforms]
    assert frames == ["robot/foot", "giver/root", "torch"]
    with path.open("rb") as file:
        kept = next(iter(make_reader(file).iter_metadata()))
    assert kept.metadata["scenario"] == excerpt.recording.scenario


@pytest.fixture
def in_chunks(recorded, tmp_path, monkeypatch):
    """Return the excerpt of all actors and its file, in parts and chunks of a few."""
    monkeypatch.setattr("relaywalk.recording.export._excerpt.BATCH", 20)
    monkeypatch.setattr("relaywalk.recording.export._bag.CHUNK", 30_000)
    excerpt = Excerpt.of(*recorded)
    return excerpt, mcap.write(excerpt, tmp_path / "x.mcap")[0]


def test_what_is_found_by_the_index_is_whole(in_chunks):
    excerpt, path = in_chunks
    window = {"starting_at": 400_000_000, "ending_before": 500_000_000}
    with path.open("rb") as file:
        reader = make_reader(file, validate_crcs=True)
        statistics = reader.get_summary().statistics
        found = [(c.topic, m.log_time) for _, c, m in reader.iter_messages()]
        late = list(reader.iter_messages(["/robot/joint_states"], **window))
    assert statistics.message_count == len(found)
    assert statistics.chunk_count > 10
    assert sum(statistics.channel_message_counts.values()) == len(found)
    times = [time for _, time in found]
    assert times == sorted(times)
    assert (statistics.message_start_time, statistics.message_end_time) == (
        min(times),
        max(times),
    )
    topics = {topic for topic, _ in found}
    rows = len(excerpt)
    latched = ("/robot_description", "/phase")
    for topic in topics:
        count = sum(t == topic for t, _ in found)
        assert count == rows or topic.endswith(latched)
    assert [m.log_time for _, _, m in late] == [
        time for time in np.round(excerpt.recording.time * 1e9) if 4e8 <= time < 5e8
    ]


def test_a_row_of_messages_is_that_of_each_encoded_alone(recorded, tmp_path):
    excerpt, rng = Excerpt.of(*recorded), np.random.default_rng(5)
    with Bag(tmp_path / "x.mcap", "") as bag:
        topics = [mcap._transforms(bag, excerpt).topic]
        for actor in excerpt.cards:
            name = mcap.Name(actor, f"/{actor}", f"{actor}/")
            topics += [stream.topic for stream in mcap._streams(bag, excerpt, name)]
        tables = [rng.normal(size=(3, topic.numbers)) for topic in topics]
        times = np.array([0, 1_999_999_999, 7_123_456_789], dtype=np.uint64)
        found = bag.rows(topics).messages(times, tables)
        for place, (topic, table) in enumerate(zip(topics, tables, strict=True)):
            for row, time in enumerate(times.tolist()):
                stamp = bag.types["builtin_interfaces/msg/Time"](*divmod(time, 10**9))
                message = topic.message(table[row].tolist(), stamp)
                begin = int(found.places[place, row]) + MESSAGE_HEAD.itemsize
                alone = bag._encoded(topic.channel, message)
                assert found.data[begin : begin + len(alone)] == alone
