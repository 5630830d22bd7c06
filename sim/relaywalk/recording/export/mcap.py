"""MCAP with ROS 2 messages, for Foxglove, PlotJuggler, RViz and `ros2 bag play`.

- `/robot_description`, `std_msgs/msg/String`: the URDF, once, latched.
- `/joint_states`, `sensor_msgs/msg/JointState`: position, velocity, actuator torque.
- `/<joint>/wrench`, `geometry_msgs/msg/WrenchStamped`: what the parent exerts on the
  child, in the child's frame.
- `/<foot>/contact` and `/<hand>/contact`, the same type: what everything outside exerts
  on it, turned from the world into the sole or grasp frame.
- `/phase`, `std_msgs/msg/String`: its name when it begins, latched.
- `/tf`, `tf2_msgs/msg/TFMessage`: the root link of each actor and each prop in `world`.
  `robot_state_publisher` adds the other links from the joint states.

With several actors, topics begin with `/<actor>` and links with `<actor>/` (the
`frame_prefix` of `robot_state_publisher`). Times are simulated time.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from scipy.spatial.transform import Rotation

from relaywalk.recording.channels import POSE, WRENCH, phase_channel
from relaywalk.recording.export import whole
from relaywalk.recording.export._bag import SECOND, Bag, Pattern
from relaywalk.recording.export._excerpt import Excerpt
from relaywalk.recording.export._frames import FrameTrajectory, frame_trajectories
from relaywalk.robots.links import joint_links, root_link
from relaywalk.robots.urdf import urdf_text
from relaywalk.types import Array

SUFFIXES = (".mcap",)
AXES = tuple(axis for axis, _ in WRENCH)
STRING = "std_msgs/msg/String"
JOINTS = "sensor_msgs/msg/JointState"
WRENCHES = "geometry_msgs/msg/WrenchStamped"
TRANSFORMS = "tf2_msgs/msg/TFMessage"


class Stream(NamedTuple):
    """One topic that has a message in every row.

    Attributes:
        channel: Of the topic.
        values: Rows of a batch, and their indices in the excerpt → (rows, n) numbers.
        encoded: One row's numbers and its time [ns] → message in CDR.
    """

    channel: int
    values: Callable[[pa.RecordBatch, slice], Array]
    encoded: Callable[[Array, int], bytes]


class Name(NamedTuple):
    """How an actor's topics and links are called: `topic` and `link` go before."""

    actor: str
    topic: str
    link: str


def write(excerpt: Excerpt, path: Path) -> tuple[Path, ...]:
    """Write one file.

    Args:
        excerpt: Of a recording.
        path: The file.

    Raises:
        MissingDependency: `mcap` or `rosbags` is not installed.
    """
    names = [channel.name for channel in excerpt.channels]
    with whole(path) as part, Bag(part, excerpt.recording.scenario) as bag:
        trajectories = {actor: _trajectories(excerpt, actor) for actor in excerpt.cards}
        streams = [_transforms(bag, excerpt, trajectories)]
        for actor in excerpt.cards:
            _write_strings(bag, excerpt, _name(excerpt, actor))
            streams += _streams(
                bag, excerpt, _name(excerpt, actor), trajectories[actor]
            )
        done = 0
        for batch in excerpt.batches(names):
            _write_batch(bag, streams, batch, slice(done, done + batch.num_rows))
            done += batch.num_rows
    return (path,)


def _name(excerpt: Excerpt, actor: str) -> Name:
    """Return how an actor's topics and links are called."""
    if len(excerpt.cards) == 1:
        return Name(actor, "", "")
    return Name(actor, f"/{actor}", f"{actor}/")


def _trajectories(excerpt: Excerpt, actor: str) -> dict[str, FrameTrajectory]:
    """Return where an actor's root link and contact frames were."""
    card = excerpt.cards[actor]
    contacts = [contact.frame for contact in card.contact_frames.values()]
    return frame_trajectories(excerpt, actor, [root_link(card), *contacts])


def _write_batch(
    bag: Bag, streams: list[Stream], batch: pa.RecordBatch, rows: slice
) -> None:
    """Write the messages of some rows, row after row."""
    tables = [stream.values(batch, rows) for stream in streams]
    for row, seconds in enumerate(batch.column("time").to_pylist()):
        time = round(seconds * SECOND)
        for stream, table in zip(streams, tables, strict=True):
            bag.write(stream.channel, stream.encoded(table[row], time), time)


def _write_strings(bag: Bag, excerpt: Excerpt, name: Name) -> None:
    """Write an actor's description, and its phases as they begin."""
    actor, topic = name.actor, name.topic
    string, recording = bag.types[STRING], excerpt.recording
    urdf = urdf_text(excerpt.cards[actor])
    first = float(recording.time[0])
    said = [(f"{topic}/robot_description", "URDF of the actor", [(urdf, first)])]
    phases = [(label, start) for label, start, _ in recording.phases(actor)]
    said.append(
        (f"{topic}/phase", recording.channels[phase_channel(actor)].meaning, phases)
    )
    for where, meaning, texts in said:
        channel = bag.topic(where, STRING, meaning, latched=True)
        for text, start in texts:
            bag.write(
                channel, bag.encoded(channel, string(text)), round(start * SECOND)
            )


def _streams(
    bag: Bag, excerpt: Excerpt, name: Name, trajectories: dict[str, FrameTrajectory]
) -> Iterator[Stream]:
    """Yield the topics of an actor's joints and contacts.

    Args:
        bag: To write to.
        excerpt: Of a recording.
        name: Of the actor.
        trajectories: Frame → where it was.
    """
    card = excerpt.cards[name.actor]
    yield _joint_states(bag, name, card.joints)
    for joint, link in joint_links(card).items():
        names = [f"{name.actor}.{joint}.{axis}" for axis in AXES]
        meaning = excerpt.recording.channels[names[0]].meaning
        channel = bag.topic(f"{name.topic}/{joint}/wrench", WRENCHES, meaning)
        pattern = _wrench(bag, channel, name.link + link.child)
        yield Stream(channel, _recorded(names), pattern)
    for contact, where in card.contact_frames.items():
        names = [f"{name.actor}.{contact}.contact.{axis}" for axis in AXES]
        world = excerpt.matrix(names).reshape(-1, 2, 3)
        local = (world @ trajectories[where.frame].rotation).reshape(-1, 6)  # Rᵀ w
        meaning = excerpt.recording.channels[names[0]].meaning
        meaning = meaning.replace("in world", "in that frame")
        channel = bag.topic(f"{name.topic}/{contact}/contact", WRENCHES, meaning)
        pattern = _wrench(bag, channel, name.link + where.frame)
        yield Stream(channel, _kept(local), pattern)


def _joint_states(bag: Bag, name: Name, joints: tuple[str, ...]) -> Stream:
    """Return the topic of an actor's joints."""
    joint_state, header = bag.types[JOINTS], _header(bag)
    listed, n = list(joints), len(joints)
    names = [
        f"{name.actor}.{joint}.{what}"
        for what in ("position", "velocity", "torque")
        for joint in joints
    ]

    meaning = "position [rad], velocity [rad/s], torque of the actuator [N·m]"
    channel = bag.topic(f"{name.topic}/joint_states", JOINTS, meaning)

    def encoded(values: Array, time: int) -> bytes:
        stamped, parts = header(bag.stamp(time), ""), values.reshape(3, n)
        return bag.encoded(channel, joint_state(stamped, listed, *parts))

    return Stream(channel, _recorded(names), encoded)


def _wrench(bag: Bag, channel: int, frame: str) -> Callable[[Array, int], bytes]:
    """Return what makes a wrench's message of its six numbers.

    Args:
        bag: To write to.
        channel: Of the topic.
        frame: In which the wrench is given, and at whose origin.
    """
    vector, header = bag.types["geometry_msgs/msg/Vector3"], _header(bag)
    nothing = vector(0.0, 0.0, 0.0)
    wrench = bag.types["geometry_msgs/msg/Wrench"](nothing, nothing)
    message = bag.types[WRENCHES](header(bag.stamp(0), frame), wrench)
    pattern = Pattern(bag.encoded(channel, message), len(AXES))
    return lambda values, time: pattern.encoded(values.tolist(), time)


def _header(bag: Bag) -> Any:  # noqa: ANN401
    """Return the class of a message's header."""
    return bag.types["std_msgs/msg/Header"]


def _transforms(
    bag: Bag, excerpt: Excerpt, trajectories: dict[str, dict[str, FrameTrajectory]]
) -> Stream:
    """Return the topic of where root links and props were.

    Args:
        bag: To write to.
        excerpt: Of a recording.
        trajectories: Actor → frame → where it was.
    """
    roots = {}
    for actor, card in excerpt.cards.items():
        root = root_link(card)
        roots[_name(excerpt, actor).link + root] = _pose(trajectories[actor][root])
    for prop in excerpt.loose:
        roots[prop] = excerpt.matrix([f"{prop}.{axis}" for axis, _ in POSE])
    kept = np.stack(list(roots.values()), axis=1)  # (k, bodies, 7)
    channel = bag.topic("/tf", TRANSFORMS, "root links and props in world")
    return Stream(channel, _kept(kept), _poses(bag, channel, list(roots)))


def _pose(trajectories: FrameTrajectory) -> Array:
    """Return a placement as poses (k, 7), quaternions last."""
    quaternion = Rotation.from_matrix(trajectories.rotation).as_quat()
    return np.hstack((trajectories.position, quaternion))


def _poses(bag: Bag, channel: int, frames: list[str]) -> Callable[[Array, int], bytes]:
    """Return what makes a message of the poses (bodies, 7) of some frames in world."""
    header, vector = _header(bag), bag.types["geometry_msgs/msg/Vector3"]
    quaternion_type = bag.types["geometry_msgs/msg/Quaternion"]
    transform = bag.types["geometry_msgs/msg/Transform"]
    stamped = bag.types["geometry_msgs/msg/TransformStamped"]

    def encoded(values: Array, time: int) -> bytes:
        world = header(bag.stamp(time), "world")
        moved = [
            stamped(
                world, frame, transform(vector(*pose[:3]), quaternion_type(*pose[3:]))
            )
            for frame, pose in zip(frames, values.tolist(), strict=True)
        ]
        return bag.encoded(channel, bag.types[TRANSFORMS](moved))

    return encoded


def _recorded(names: list[str]) -> Callable[[pa.RecordBatch, slice], Array]:
    """Return what reads some channels of a batch."""

    def values(batch: pa.RecordBatch, _rows: slice) -> Array:
        columns = [batch.column(name).to_numpy() for name in names]
        return np.column_stack(columns).astype(np.float64)

    return values


def _kept(whole_run: Array) -> Callable[[pa.RecordBatch, slice], Array]:
    """Return what reads the rows of an array of the whole run."""
    return lambda _batch, rows: whole_run[rows]
