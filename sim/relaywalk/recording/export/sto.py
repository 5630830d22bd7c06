"""OpenSim storage files: joint reactions, contacts, coordinates, torques.

One actor gives four files; of several actors each has its own four, its name in them.

- `X.sto`: joint reactions, named as OpenSim's JointReaction does,
  `<joint>_on_<child>_in_<child>_fx` … `_mz`, at the joint origin.
- `X_contacts.sto`: wrench on each foot and hand, `<foot>_on_<frame>_in_ground_fx` …
  `_mz`, at the point `_px`, `_py`, `_pz`, the origin of that frame.
- `X_coordinates.sto`: pose of the base in ground, `base_tx` … `base_qw`, and the
  joint positions.
- `X_torques.sto`: what the actuators gave, named as OpenSim's InverseDynamics does,
  `<joint>_moment`, or `_force` where a joint slides.

"ground" is the world of the recording: x forward, y left, z up. OpenSim's own models
have y up. A joint's reaction has no `_px` … `_pz` columns: its point is the origin of
the child frame, in which it is given.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
from pyarrow import csv

from relaywalk.recording.channels import POSE, WRENCH
from relaywalk.recording.export import whole
from relaywalk.recording.export._excerpt import Excerpt
from relaywalk.recording.export._frames import frame_trajectories
from relaywalk.robots.links import joint_links

SUFFIXES = (".sto",)
AXES = tuple(axis for axis, _ in WRENCH)
BASE = ("tx", "ty", "tz", "qx", "qy", "qz", "qw")


class Table(NamedTuple):
    """One storage file.

    Attributes:
        suffix: Behind the name of the first file.
        labels: Of the columns after time.
        batches: Their rows, with the time first.
    """

    suffix: str
    labels: list[str]
    batches: Iterable[pa.RecordBatch]


def write(excerpt: Excerpt, path: Path) -> tuple[Path, ...]:
    """Write four files for each actor.

    Args:
        excerpt: Of a recording.
        path: The joint reactions of the only actor; the names of the other files
            begin like it.
    """
    written = []
    for actor in excerpt.cards:
        who = "" if len(excerpt.cards) == 1 else f"_{actor}"
        for table in _tables(excerpt, actor):
            target = path.with_stem(path.stem + who + table.suffix)
            _write_table(table, target, len(excerpt))
            written.append(target)
    return tuple(written)


def _tables(excerpt: Excerpt, actor: str) -> Iterator[Table]:
    """Yield the four tables of an actor."""
    links = joint_links(excerpt.cards[actor])
    reactions = {
        f"{actor}.{joint}.{axis}": f"{joint}_on_{link.child}_in_{link.child}_{axis}"
        for joint, link in links.items()
        for axis in AXES
    }
    yield _columns(excerpt, "", reactions)
    yield _contacts(excerpt, actor)
    coordinates = {
        f"{actor}.base.{axis}": f"base_{label}"
        for (axis, _), label in zip(POSE, BASE, strict=True)
    }
    coordinates.update({f"{actor}.{joint}.position": joint for joint in links})
    yield _columns(excerpt, "_coordinates", coordinates)
    torques = {
        f"{actor}.{joint}.torque": f"{joint}_{'force' if link.slides else 'moment'}"
        for joint, link in links.items()
    }
    yield _columns(excerpt, "_torques", torques)


def _columns(excerpt: Excerpt, suffix: str, labels: dict[str, str]) -> Table:
    """Return the table of some channels.

    Args:
        excerpt: Of a recording.
        suffix: Of the file.
        labels: Channel → label.
    """
    return Table(suffix, list(labels.values()), excerpt.batches(["time", *labels]))


def _contacts(excerpt: Excerpt, actor: str) -> Table:
    """Return the table of an actor's contacts: force, point, moment, in ground."""
    contacts = excerpt.cards[actor].contact_frames
    frames = [contact.frame for contact in contacts.values()]
    placed = frame_trajectories(excerpt, actor, frames)
    labels: list[str] = []
    columns = [excerpt.matrix(["time"])]
    for name, contact in contacts.items():
        wrench = excerpt.matrix([f"{actor}.{name}.contact.{axis}" for axis in AXES])
        columns += [wrench[:, :3], placed[contact.frame].position, wrench[:, 3:]]
        label = f"{name}_on_{contact.frame}_in_ground"
        axes = (*AXES[:3], "px", "py", "pz", *AXES[3:])
        labels += [f"{label}_{axis}" for axis in axes]
    arrays = [pa.array(column) for part in columns for column in part.T]
    batch = pa.record_batch(arrays, names=["time", *labels])
    return Table("_contacts", labels, [batch])


def _write_table(table: Table, path: Path, rows: int) -> None:
    """Write a storage file: OpenSim's header, then tab-separated rows.

    Args:
        table: What to write.
        path: Where.
        rows: How many there are.
    """
    labels = ["time", *table.labels]
    header = (
        f"{path.stem}\nversion=1\nnRows={rows}\nnColumns={len(labels)}\n"
        "inDegrees=no\nendheader\n" + "\t".join(labels) + "\n"
    )
    options = csv.WriteOptions(
        include_header=False, delimiter="\t", quoting_style="none"
    )
    with whole(path) as part, part.open("wb") as file:
        file.write(header.encode())
        for batch in table.batches:
            csv.write_csv(batch, file, options)
