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

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.recording.channels import POSE, WRENCH, phase_channel
from relaywalk.recording.export import whole
from relaywalk.recording.export._bag import SECOND, Bag, Topic
from relaywalk.recording.export._excerpt import Excerpt
from relaywalk.recording.export._frames import FrameTrajectory, frame_trajectories
from relaywalk.robots.links import joint_links, root_link
from relaywalk.robots.model import RobotModel
from relaywalk.robots.urdf import urdf_text
from relaywalk.types import Array

SUFFIXES = (".mcap",)
AXES = tuple(axis for axis, _ in WRENCH)
STRING = "std_msgs/msg/String"
JOINTS = "sensor_msgs/msg/JointState"
WRENCHES = "geometry_msgs/msg/WrenchStamped"
TRANSFORMS = "tf2_msgs/msg/TFMessage"


Placed = Mapping[str, Mapping[str, FrameTrajectory]]  # actor → frame → where it was


class Part(NamedTuple):
    """Some thousand rows that are written together.

    Attributes:
        numbers: (k, channels) of `_numeric`.
        placed: Where frames were in those rows.
        excerpt: Of those rows.
    """

    numbers: Array
    placed: Placed
    excerpt: Excerpt


class Stream(NamedTuple):
    """One topic that has a message in every row.

    Attributes:
        topic: That it is.
        values: Part → numbers (k, n) of the topic's messages.
    """

    topic: Topic
    values: Callable[[Part], Array]


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
    with whole(path) as part, Bag(part, excerpt.recording.scenario) as bag:
        streams = [_transforms(bag, excerpt)]
        for actor in excerpt.cards:
            name = _name(excerpt, actor)
            _write_strings(bag, excerpt, name)
            streams += _streams(bag, excerpt, name)
        rows = bag.rows([stream.topic for stream in streams])
        for some in _parts(excerpt):
            seconds = some.numbers[:, 0]
            times = np.round(seconds * SECOND).astype(np.uint64)
            bag.write_rows(rows, times, [stream.values(some) for stream in streams])
    return (path,)


def _parts(excerpt: Excerpt) -> Iterator[Part]:
    """Yield all rows, some thousand at a time; the first column is the time."""
    names = _numeric(excerpt)
    frames = {
        actor: (root_link(card), *(c.frame for c in card.contact_frames.values()))
        for actor, card in excerpt.cards.items()
    }
    models = {actor: RobotModel(card) for actor, card in excerpt.cards.items()}
    for some in excerpt.parts():
        placed = {
            actor: frame_trajectories(some, actor, frames[actor], models[actor])
            for actor in excerpt.cards
        }
        yield Part(some.matrix(names), placed, some)


def _numeric(excerpt: Excerpt) -> list[str]:
    """Return the names of the excerpt's channels that are numbers, in column order."""
    numeric = set(excerpt.recording.numeric)
    return [c.name for c in excerpt.channels if c.name in numeric]


def _name(excerpt: Excerpt, actor: str) -> Name:
    """Return how an actor's topics and links are called."""
    if len(excerpt.cards) == 1:
        return Name(actor, "", "")
    return Name(actor, f"/{actor}", f"{actor}/")


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
            bag.write(channel, string(text), round(start * SECOND))


def _streams(bag: Bag, excerpt: Excerpt, name: Name) -> Iterator[Stream]:
    """Yield the topics of an actor's joints and contacts.

    Args:
        bag: To write to.
        excerpt: Of a recording.
        name: Of the actor.
    """
    card = excerpt.cards[name.actor]
    yield _joint_states(bag, excerpt, name)
    for joint, link in joint_links(card).items():
        names = [f"{name.actor}.{joint}.{axis}" for axis in AXES]
        meaning = excerpt.recording.channels[names[0]].meaning
        channel = bag.topic(f"{name.topic}/{joint}/wrench", WRENCHES, meaning)
        topic = _wrench(bag, channel, name.link + link.child)
        yield Stream(topic, _recorded(excerpt, names))
    for contact, where in card.contact_frames.items():
        names = [f"{name.actor}.{contact}.contact.{axis}" for axis in AXES]
        meaning = excerpt.recording.channels[names[0]].meaning
        meaning = meaning.replace("in world", "in that frame")
        channel = bag.topic(f"{name.topic}/{contact}/contact", WRENCHES, meaning)
        topic = _wrench(bag, channel, name.link + where.frame)
        yield Stream(topic, _turned(excerpt, name.actor, names, where.frame))


def _joint_states(bag: Bag, excerpt: Excerpt, name: Name) -> Stream:
    """Return the topic of an actor's joints."""
    joint_state, header = bag.types[JOINTS], _header(bag)
    listed = list(excerpt.cards[name.actor].joints)
    names = [
        f"{name.actor}.{joint}.{what}"
        for what in ("position", "velocity", "torque")
        for joint in listed
    ]
    meaning = "position [rad], velocity [rad/s], torque of the actuator [N·m]"
    channel = bag.topic(f"{name.topic}/joint_states", JOINTS, meaning)

    def message(values: Sequence[float], stamp: Any) -> object:  # noqa: ANN401
        parts = np.reshape(values, (3, len(listed)))
        return joint_state(header(stamp, ""), listed, *parts)

    return Stream(Topic(channel, message, len(names)), _recorded(excerpt, names))


def _wrench(bag: Bag, channel: int, frame: str) -> Topic:
    """Return a topic of wrenches.

    Args:
        bag: To write to.
        channel: Of the topic.
        frame: In which the wrench is given, and at whose origin.
    """
    vector, wrench = (
        bag.types[f"geometry_msgs/msg/{kind}"] for kind in ("Vector3", "Wrench")
    )

    def message(values: Sequence[float], stamp: Any) -> object:  # noqa: ANN401
        force, moment = vector(*values[:3]), vector(*values[3:])
        return bag.types[WRENCHES](_header(bag)(stamp, frame), wrench(force, moment))

    return Topic(channel, message, len(AXES))


def _header(bag: Bag) -> Any:  # noqa: ANN401
    """Return the class of a message's header."""
    return bag.types["std_msgs/msg/Header"]


def _transforms(bag: Bag, excerpt: Excerpt) -> Stream:
    """Return the topic of where root links and props were."""
    roots = {actor: root_link(card) for actor, card in excerpt.cards.items()}
    frames = [_name(excerpt, actor).link + root for actor, root in roots.items()]
    loose = [f"{prop}.{axis}" for prop in excerpt.loose for axis, _ in POSE]
    read = _recorded(excerpt, loose)

    def values(part: Part) -> Array:
        poses = [_pose(part.placed[actor][root]) for actor, root in roots.items()]
        return np.hstack((*poses, read(part)))

    channel = bag.topic("/tf", TRANSFORMS, "root links and props in world")
    return Stream(_poses(bag, channel, [*frames, *excerpt.loose]), values)


def _pose(trajectory: FrameTrajectory) -> Array:
    """Return a placement as poses (k, 7), quaternions last."""
    quaternion = Rotation.from_matrix(trajectory.rotation).as_quat()
    return np.hstack((trajectory.position, quaternion))


def _poses(bag: Bag, channel: int, frames: list[str]) -> Topic:
    """Return a topic of the poses of some frames in world."""
    header, kinds = _header(bag), "geometry_msgs/msg"
    vector, quaternion, transform, stamped = (
        bag.types[f"{kinds}/{kind}"]
        for kind in ("Vector3", "Quaternion", "Transform", "TransformStamped")
    )

    def message(values: Sequence[float], stamp: Any) -> object:  # noqa: ANN401
        poses = np.reshape(values, (len(frames), len(POSE))).tolist()
        moved = [
            stamped(
                header(stamp, "world"),
                frame,
                transform(vector(*pose[:3]), quaternion(*pose[3:])),
            )
            for frame, pose in zip(frames, poses, strict=True)
        ]
        return bag.types[TRANSFORMS](moved)

    return Topic(channel, message, len(frames) * len(POSE))


def _recorded(excerpt: Excerpt, names: list[str]) -> Callable[[Part], Array]:
    """Return what reads some channels."""
    columns = {name: place for place, name in enumerate(_numeric(excerpt))}
    places = [columns[name] for name in names]
    return lambda part: part.numbers[:, places]


def _turned(
    excerpt: Excerpt, actor: str, names: list[str], frame: str
) -> Callable[[Part], Array]:
    """Return what reads a wrench that is recorded in world, in axes of a frame."""
    read = _recorded(excerpt, names)

    def values(part: Part) -> Array:
        world = read(part).reshape(-1, 2, 3)
        local = world @ part.placed[actor][frame].rotation  # Rᵀ w
        return np.asarray(local.reshape(-1, len(names)))

    return values
