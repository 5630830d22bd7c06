"""Rerun: the bodies moving, curves of every joint, and forces as arrows.

- `/world/<actor>/…`: links one inside the other, so that each joint's angle is in the
  transform of its child; `force` and `moment` under a joint's child are what the parent
  exerts on it, `contact` under a sole or grasp frame what everything outside does.
- `/world/<prop>`: torch and loose objects.
- `/world/points/<actor>/com`, `dcm`, `cop`: the last two on the ground, z = 0.
- `/curves/<actor>/<group>/position`, `velocity`, `torque`, `force`, `moment`: of the
  joints of a group, the last two magnitudes of the reaction wrench.
- `/phases/<actor>`: the name of a phase when it begins.

Curves have every row; what moves is picked, `FRAMES` times a second. The time line
`time` is simulated time. A layout comes with the file.
"""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.recording.channels import POSE, WRENCH
from relaywalk.recording.export import library, whole
from relaywalk.recording.export._excerpt import Excerpt, picked
from relaywalk.recording.export._frames import frame_trajectories
from relaywalk.recording.export._rerun_body import Body, body, shapes
from relaywalk.recording.export._rerun_layout import groups, layout
from relaywalk.robots.card import RobotCard
from relaywalk.robots.links import joint_links, root_link
from relaywalk.types import Array

SUFFIXES = (".rrd",)
TIME = "time"
FRAMES = 50.0  # of what moves [1/s]
FORCE, MOMENT = 1e-3, 1e-2  # length of an arrow [m/N], [m/(N·m)]
BLUE, ORANGE, GREEN = (0, 114, 178), (213, 94, 0), (0, 158, 115)
POINTS = (("com", (0, 0, 0)), ("dcm", GREEN), ("cop", (230, 159, 0)))
AXES = tuple(axis for axis, _ in WRENCH)


def write(excerpt: Excerpt, path: Path) -> tuple[Path, ...]:
    """Write one file.

    Args:
        excerpt: Of a recording.
        path: The file.

    Raises:
        MissingDependency: `rerun-sdk` is not installed.
    """
    rerun = library("rerun", "rerun")
    with whole(path) as part:
        stream = rerun.RecordingStream("relaywalk")
        stream.save(part, default_blueprint=layout(rerun, excerpt))
        moving = Columns(rerun, stream, _moving(excerpt))
        for actor in excerpt.cards:
            _write_actor(moving, actor)
            _write_points(moving, actor)
            _write_curves(Columns(rerun, stream, excerpt), actor)
            _write_phases(moving, actor)
        for name in excerpt.loose:
            _write_loose(moving, name)
        stream.disconnect()
    return (path,)


class Columns:
    """Where columns of an excerpt are written to.

    Attributes:
        rerun: The library.
        stream: Of the file.
        excerpt: Whose rows are written.
    """

    def __init__(self, rerun: ModuleType, stream: Any, excerpt: Excerpt) -> None:  # noqa: ANN401
        """Keep all three."""
        self.rerun, self.stream, self.excerpt = rerun, stream, excerpt
        self._time = excerpt.recording.time[excerpt.rows]

    def send(self, path: str, columns: Any, time: Array | None = None) -> None:  # noqa: ANN401
        """Write what an entity is over time, [s]; in every row if None."""
        times = self._time if time is None else time
        index = self.rerun.TimeColumn(TIME, duration=times)
        self.stream.send_columns(path, indexes=[index], columns=columns)

    def place(self, path: str, position: Array, quaternion: Array) -> None:
        """Write where an entity is in its parent: (k, 3) [m] and (k, 4) xyzw."""
        to = self.rerun.Transform3D
        self.send(path, to.columns(translation=position, quaternion=quaternion))

    def arrows(self, path: str, vectors: Array, colour: tuple[int, ...]) -> None:
        """Write an arrow (k, 3) [m] from an entity's origin; of length 0 if unknown."""
        known = np.where(np.isfinite(vectors), vectors, 0.0)
        drawn = self.rerun.Arrows3D
        self.stream.log(path, drawn.from_fields(colors=colour), static=True)
        self.send(path, drawn.columns(vectors=known))


def _moving(excerpt: Excerpt) -> Excerpt:
    """Return as many rows as are needed to see the motion."""
    time = excerpt.recording.time[excerpt.rows]
    if len(time) <= FRAMES * (time[-1] - time[0]) + 1.0:
        return excerpt
    rows = excerpt.rows[picked(time, FRAMES)]
    return Excerpt(excerpt.recording, excerpt.cards, rows, excerpt.props)


def _write_actor(to: Columns, actor: str) -> None:
    """Write an actor's links, joints and the forces on them."""
    card, excerpt = to.excerpt.cards[actor], to.excerpt
    root = root_link(card)
    contacts = {name: at.frame for name, at in card.contact_frames.items()}
    where = frame_trajectories(excerpt, actor, [root, *contacts.values()])
    drawn = body(card, root, f"world/{actor}")
    for path, shape in shapes(to.rerun, card, drawn.links):
        to.stream.log(path, shape, static=True)
    quaternion = Rotation.from_matrix(where[root].rotation).as_quat()
    to.place(drawn.links[root], where[root].position, quaternion)
    _write_joints(to, actor, card, drawn)
    for name, frame in contacts.items():
        names = [f"{actor}.{name}.contact.{axis}" for axis in AXES[:3]]
        world = excerpt.matrix(names)[:, None]
        local = (world @ where[frame].rotation)[:, 0]  # Rᵀ f
        to.arrows(f"{drawn.links[frame]}/contact", FORCE * local, GREEN)


def _write_joints(to: Columns, actor: str, card: RobotCard, drawn: Body) -> None:
    """Write where each joint's child is in its parent, and the wrench on it."""
    for hinge in drawn.hinges:
        if hinge.joint in card.joints:
            angle = to.excerpt.matrix([f"{actor}.{hinge.joint}.position"])[:, 0]
            to.place(hinge.path, *hinge.placed(angle))
        else:
            position, quaternion = hinge.placed(np.zeros(1))
            fixed = to.rerun.Transform3D(
                translation=position[0], quaternion=quaternion[0]
            )
            to.stream.log(hinge.path, fixed, static=True)
    for joint, link in joint_links(card).items():
        wrench = to.excerpt.matrix([f"{actor}.{joint}.{axis}" for axis in AXES])
        path = drawn.links[link.child]
        to.arrows(f"{path}/force", FORCE * wrench[:, :3], BLUE)
        to.arrows(f"{path}/moment", MOMENT * wrench[:, 3:], ORANGE)


def _write_loose(to: Columns, name: str) -> None:
    """Write a prop or loose object, and its shapes where they are known."""
    pose = to.excerpt.matrix([f"{name}.{axis}" for axis, _ in POSE])
    to.place(f"world/{name}", pose[:, :3], pose[:, 3:])
    card = to.excerpt.props.get(name)
    if card is None:
        return
    links = body(card, root_link(card), f"world/{name}").links
    for path, shape in shapes(to.rerun, card, links):
        to.stream.log(path, shape, static=True)


def _write_points(to: Columns, actor: str) -> None:
    """Write centre of mass, DCM and centre of pressure, where they are recorded."""
    points = to.rerun.Points3D
    for point, colour in POINTS:
        names = [f"{actor}.{point}.{axis}" for axis in "xyz"]
        there = [name for name in names if name in to.excerpt.recording.channels]
        if not there:
            continue
        found = np.zeros((len(to.excerpt), 3))
        found[:, : len(there)] = to.excerpt.matrix(there)
        known = np.isfinite(found).all(axis=1)
        path = f"world/points/{actor}/{point}"
        fixed = points.from_fields(colors=colour, radii=0.02, labels=point)
        to.stream.log(path, fixed, static=True)
        # in a row without a point there is none, and the one before is gone
        columns = points.columns(positions=found[known])
        to.send(path, columns.partition(known.astype(int)))


def _write_curves(to: Columns, actor: str) -> None:
    """Write the curves of an actor's joints, one entity a group and quantity."""
    card = to.excerpt.cards[actor]
    for group, joints in groups(card).items():
        names = [card.full_name(joint) for joint in joints]
        for what, values in _quantities(to.excerpt, actor, joints):
            path = f"curves/{actor}/{group}/{what}"
            to.stream.log(path, to.rerun.SeriesLines(names=names), static=True)
            scalars = to.rerun.Scalars.columns(scalars=values.ravel())
            to.send(path, scalars.partition([len(joints)] * len(values)))


def _quantities(
    excerpt: Excerpt, actor: str, joints: tuple[str, ...]
) -> Iterator[tuple[str, Array]]:
    """Yield what is drawn of some joints, and its values (k, joints)."""
    for what in ("position", "velocity", "torque"):
        yield what, excerpt.matrix([f"{actor}.{joint}.{what}" for joint in joints])
    for what, axes in (("force", AXES[:3]), ("moment", AXES[3:])):
        names = [f"{actor}.{joint}.{axis}" for joint in joints for axis in axes]
        parts = excerpt.matrix(names).reshape(-1, len(joints), 3)
        yield what, np.sqrt(np.square(parts).sum(axis=2))


def _write_phases(to: Columns, actor: str) -> None:
    """Write an actor's phases as they begin."""
    phases = to.excerpt.recording.phases(actor)
    texts = to.rerun.TextLog.columns(text=[name for name, _, _ in phases])
    to.send(f"phases/{actor}", texts, np.array([start for _, start, _ in phases]))
