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
from relaywalk.recording.export._bag import Bag
from relaywalk.recording.export._excerpt import Excerpt
from relaywalk.recording.export._frames import Placement, placements
from relaywalk.robots.links import joint_links, root_link
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
        values: Rows of a batch, and their places in the excerpt → (rows, n) numbers.
        message: One row's numbers and its stamp → message.
    """

    channel: int
    values: Callable[[pa.RecordBatch, slice], Array]
    message: Callable[[Array, Any], Any]


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
        placed = {actor: _placed(excerpt, actor) for actor in excerpt.cards}
        streams = [_transforms(bag, excerpt, placed)]
        for actor in excerpt.cards:
            _write_strings(bag, excerpt, _name(excerpt, actor))
            streams += _streams(bag, excerpt, _name(excerpt, actor), placed[actor])
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


def _placed(excerpt: Excerpt, actor: str) -> dict[str, Placement]:
    """Return where an actor's root link and contact frames were."""
    card = excerpt.cards[actor]
    contacts = [contact.frame for contact in card.contact_frames.values()]
    return placements(excerpt, actor, [root_link(card), *contacts])


def _write_batch(
    bag: Bag, streams: list[Stream], batch: pa.RecordBatch, rows: slice
) -> None:
    """Write the messages of some rows, row after row."""
    stamp = bag.types["builtin_interfaces/msg/Time"]
    tables = [stream.values(batch, rows) for stream in streams]
    for row, seconds in enumerate(batch.column("time").to_pylist()):
        time = round(seconds * 1e9)
        stamped = stamp(*divmod(time, 10**9))
        for stream, table in zip(streams, tables, strict=True):
            bag.write(stream.channel, stream.message(table[row], stamped), time)


def _write_strings(bag: Bag, excerpt: Excerpt, name: Name) -> None:
    """Write an actor's description, and its phases as they begin."""
    string = bag.types[STRING]
    urdf = excerpt.cards[name.actor].urdf_path.read_text(encoding="utf-8")
    topic = f"{name.topic}/robot_description"
    described = bag.topic(topic, STRING, "URDF of the actor", latched=True)
    first = round(float(excerpt.recording.time[0]) * 1e9)
    bag.write(described, string(urdf), first)
    meaning = excerpt.recording.channels[phase_channel(name.actor)].meaning
    phase = bag.topic(f"{name.topic}/phase", STRING, meaning, latched=True)
    for label, start, _ in excerpt.recording.phases(name.actor):
        bag.write(phase, string(label), round(start * 1e9))


def _streams(
    bag: Bag, excerpt: Excerpt, name: Name, placed: dict[str, Placement]
) -> Iterator[Stream]:
    """Yield the topics of an actor's joints and contacts.

    Args:
        bag: To write to.
        excerpt: Of a recording.
        name: Of the actor.
        placed: Frame → where it was.
    """
    card = excerpt.cards[name.actor]
    yield _joint_states(bag, name, card.joints)
    for joint, link in joint_links(card).items():
        names = [f"{name.actor}.{joint}.{axis}" for axis in AXES]
        meaning = excerpt.recording.channels[names[0]].meaning
        channel = bag.topic(f"{name.topic}/{joint}/wrench", WRENCHES, meaning)
        message = _wrench(bag, name.link + link.child)
        yield Stream(channel, _recorded(names), message)
    for contact, where in card.contact_frames.items():
        names = [f"{name.actor}.{contact}.contact.{axis}" for axis in AXES]
        world = excerpt.matrix(names).reshape(-1, 2, 3)
        local = (world @ placed[where.frame].rotation).reshape(-1, 6)  # Rᵀ w
        meaning = excerpt.recording.channels[names[0]].meaning
        meaning = meaning.replace("in world", "in that frame")
        channel = bag.topic(f"{name.topic}/{contact}/contact", WRENCHES, meaning)
        yield Stream(channel, _kept(local), _wrench(bag, name.link + where.frame))


def _joint_states(bag: Bag, name: Name, joints: tuple[str, ...]) -> Stream:
    """Return the topic of an actor's joints."""
    joint_state, header = bag.types[JOINTS], _header(bag)
    listed, n = list(joints), len(joints)
    names = [
        f"{name.actor}.{joint}.{what}"
        for what in ("position", "velocity", "torque")
        for joint in joints
    ]

    def message(values: Array, stamp: Any) -> Any:  # noqa: ANN401
        position, velocity, effort = values.reshape(3, n)
        return joint_state(header(stamp, ""), listed, position, velocity, effort)

    meaning = "position [rad], velocity [rad/s], torque of the actuator [N·m]"
    channel = bag.topic(f"{name.topic}/joint_states", JOINTS, meaning)
    return Stream(channel, _recorded(names), message)


def _wrench(bag: Bag, frame: str) -> Callable[[Array, Any], Any]:
    """Return what makes a wrench's message of its six numbers."""
    stamped, wrench = bag.types[WRENCHES], bag.types["geometry_msgs/msg/Wrench"]
    vector, header = bag.types["geometry_msgs/msg/Vector3"], _header(bag)

    def message(values: Array, stamp: Any) -> Any:  # noqa: ANN401
        fx, fy, fz, mx, my, mz = values.tolist()
        force, moment = vector(fx, fy, fz), vector(mx, my, mz)
        return stamped(header(stamp, frame), wrench(force, moment))

    return message


def _header(bag: Bag) -> Any:  # noqa: ANN401
    """Return the class of a message's header."""
    return bag.types["std_msgs/msg/Header"]


def _transforms(
    bag: Bag, excerpt: Excerpt, placed: dict[str, dict[str, Placement]]
) -> Stream:
    """Return the topic of where root links and props were.

    Args:
        bag: To write to.
        excerpt: Of a recording.
        placed: Actor → frame → where it was.
    """
    roots = {}
    for actor, card in excerpt.cards.items():
        root = root_link(card)
        roots[_name(excerpt, actor).link + root] = _pose(placed[actor][root])
    props = [
        channel.name.removesuffix(".qw")
        for channel in excerpt.channels
        if channel.name.count(".") == 1 and channel.name.endswith(".qw")
    ]
    for prop in props:
        roots[prop] = excerpt.matrix([f"{prop}.{axis}" for axis, _ in POSE])
    kept = np.stack(list(roots.values()), axis=1)  # (k, bodies, 7)
    channel = bag.topic("/tf", TRANSFORMS, "root links and props in world")
    return Stream(channel, _kept(kept), _poses(bag, list(roots)))


def _pose(placed: Placement) -> Array:
    """Return a placement as poses (k, 7), quaternions last."""
    quaternion = Rotation.from_matrix(placed.rotation).as_quat()
    return np.hstack((placed.position, quaternion))


def _poses(bag: Bag, frames: list[str]) -> Callable[[Array, Any], Any]:
    """Return what makes a message of the poses (bodies, 7) of some frames in world."""
    header, vector = _header(bag), bag.types["geometry_msgs/msg/Vector3"]
    turn = bag.types["geometry_msgs/msg/Quaternion"]
    transform = bag.types["geometry_msgs/msg/Transform"]
    stamped = bag.types["geometry_msgs/msg/TransformStamped"]
    together = bag.types[TRANSFORMS]

    def message(values: Array, stamp: Any) -> Any:  # noqa: ANN401
        world = header(stamp, "world")
        return together(
            [
                stamped(world, frame, transform(vector(*pose[:3]), turn(*pose[3:])))
                for frame, pose in zip(frames, values.tolist(), strict=True)
            ]
        )

    return message


def _recorded(names: list[str]) -> Callable[[pa.RecordBatch, slice], Array]:
    """Return what reads some channels of a batch."""

    def values(batch: pa.RecordBatch, _rows: slice) -> Array:
        columns = [batch.column(name).to_numpy() for name in names]
        return np.column_stack(columns).astype(np.float64)

    return values


def _kept(whole_run: Array) -> Callable[[pa.RecordBatch, slice], Array]:
    """Return what reads the rows of an array of the whole run."""
    return lambda _batch, rows: whole_run[rows]
