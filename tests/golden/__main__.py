"""Golden short runs: `python -m tests.golden` simulates them and writes the files.

Each scenario in this folder is run in every engine with every robot. A file holds
what the physics came to, and, machine by machine, digests of the rows. Where all
versions and the machine are known the digests are compared; the physics, within
`TOLERANCE`, everywhere. Digests are of named channels (`digested`), so that neither
where code stands nor which other columns there are makes a difference.

Regenerate the files with the commit that means to change them, and say in it why.
"""

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from relaywalk.analysis.gait.stance import stances
from relaywalk.recording.channels import POSE, WRENCH
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.robots.stature import stature
from relaywalk.scenario.bodies import load_cards
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.loop import simulate

FOLDER = Path(__file__).parent
SCENARIOS = ("reach", "walk")
ENGINES, ROBOTS = ("mujoco", "pybullet"), ("kuavo_4_pro", "kuavo_5")
BLOCK = 50  # rows of a digest
SHOWN = 5  # moments whose values are kept, the first and the last row among them
CHANNELS = {
    "robot.base.x": "m",
    "robot.base.y": "m",
    "robot.base.z": "m",
    "robot.com.x": "m",
    "robot.com.y": "m",
    "robot.com.z": "m",
    "robot.leg_l4_joint.position": "rad",
    "robot.leg_l4_joint.torque": "N·m",
    "robot.zarm_r4_joint.torque": "N·m",
    "robot.left_foot.contact.fz": "N",
    "torch.x": "m",
    "torch.z": "m",
}
# Scenario → unit → absolute. Rounding differs from machine to machine; a start that is
# 1 nm off alters `reach` by 4e-9 m, and `walk` by up to 4e-4 m and 0.5 N (contacts).
TOLERANCE = {
    "reach": {"m": 1e-5, "rad": 1e-4, "N": 1.0, "N·m": 0.2, "1": 0.0},
    "walk": {"m": 2e-3, "rad": 2e-3, "N": 5.0, "N·m": 1.0, "1": 0.0},
}

Versions = dict[str, str]


@dataclass(frozen=True, slots=True)
class Machine:
    """The bits on one machine.

    Attributes:
        versions: Of what simulated, code and models apart: they are what is guarded.
        digests: Of each BLOCK of rows.
    """

    versions: Versions
    digests: list[str]


@dataclass(frozen=True, slots=True)
class Golden:
    """One run.

    Attributes:
        case: Scenario, engine, robot.
        physics: "quantity [unit]", of a moment or of the whole run → value.
        machines: Where its bits are known.
    """

    case: tuple[str, str, str]
    physics: dict[str, float]
    machines: tuple[Machine, ...]

    def write(self) -> None:
        """Write the file."""
        data = asdict(self)
        del data["case"]
        text = json.dumps(data, indent=1, ensure_ascii=False)
        _path(self.case).write_text(text + "\n", encoding="utf-8")

    def digests_on(self, versions: Versions) -> list[str] | None:
        """Return the digests of a machine, if they are known."""
        known = (m.digests for m in self.machines if m.versions == versions)
        return next(known, None)


def cases() -> list[tuple[str, str, str]]:
    """Return scenario, engine and robot of every run that can be made here."""
    engines = [engine for engine in ENGINES if find_spec(engine)]
    return [(s, e, r) for s in SCENARIOS for e in engines for r in ROBOTS]


def read(case: tuple[str, str, str]) -> Golden:
    """Return what a file holds."""
    data: dict[str, Any] = json.loads(_path(case).read_text(encoding="utf-8"))
    machines = tuple(Machine(**each) for each in data["machines"])
    return Golden(case, data["physics"], machines)


def simulated(case: tuple[str, str, str]) -> Golden:
    """Return what the run gives now."""
    name, engine, robot = case
    scenario = Scenario.load(FOLDER / f"{name}.yaml").with_overrides(
        {"engine": engine, "actors.robot.card": robot}
    )
    cards = load_cards(scenario).actors
    with tempfile.TemporaryDirectory() as folder:
        simulate(scenario, Path(folder))
        recording = Recording.open(Path(folder))
        rows = recording.matrix(digested(cards))
        physics = dict(_moments(recording)) | dict(_summary(recording, cards["robot"]))
    outside = {k: v for k, v in recording.versions.items() if not _ours(k)}
    blocks = (rows[i : i + BLOCK] for i in range(0, len(rows), BLOCK))
    digests = [hashlib.sha256(block.tobytes()).hexdigest()[:12] for block in blocks]
    return Golden(case, physics, (Machine(outside, digests),))


def digested(cards: dict[str, RobotCard]) -> list[str]:
    """Return the channels of the digests: the state of all bodies and what acts."""
    names = [f"torch.{axis}" for axis, _ in POSE]
    for actor, card in cards.items():
        names += [f"{actor}.base.{axis}" for axis, _ in POSE]
        for what in ("position", "velocity", "torque"):
            names += [f"{actor}.{joint}.{what}" for joint in card.joints]
        for frame in card.contact_frames:
            names += [f"{actor}.{frame}.contact.{axis}" for axis, _ in WRENCH]
    return names


def _moments(recording: Recording) -> Iterator[tuple[str, float]]:
    """Yield the values of CHANNELS at some moments."""
    rows = np.linspace(0, len(recording) - 1, SHOWN).round().astype(int)
    values = recording.matrix(list(CHANNELS))[rows]
    for (name, unit), column in zip(CHANNELS.items(), values.T, strict=True):
        for time, value in zip(recording.time[rows], column, strict=True):
            yield f"{name} at {time:.3f} s [{unit}]", float(value)


def _summary(recording: Recording, card: RobotCard) -> Iterator[tuple[str, float]]:
    """Yield what the robot's whole run came to."""
    feet = stances(recording, card, "robot", stature(card).weight).values()
    yield "touchdowns [1]", float(sum(len(foot.first) - 1 for foot in feet))
    for group, joints in card.groups.items():
        torque = recording.matrix([f"robot.{joint}.torque" for joint in joints])
        yield f"peak torque of {group} [N·m]", float(np.abs(torque).max())
    for foot in card.feet:
        force = recording[f"robot.{foot}.contact.fz"]
        yield f"mean load of {foot} [N]", float(force.mean())


def differences(was: Golden, now: Golden) -> str:
    """Return by how much the physics differ, one line a quantity."""
    return "\n".join(
        f"{name}: {before:.9g} → {value:.9g} ({value - before:+.3g})"
        for name, before, value in _pairs(was, now)
    )


def moved(was: Golden, now: Golden) -> list[str]:
    """Return the quantities that differ by more than the tolerance."""
    allowed = TOLERANCE[now.case[0]]
    return [
        name
        for name, before, value in _pairs(was, now)
        if not abs(value - before) <= allowed[name.rpartition("[")[2].strip("]")]
    ]


def _pairs(was: Golden, now: Golden) -> Iterator[tuple[str, float, float]]:
    """Yield each quantity with what it was and is; not a number where it was not."""
    for name, value in now.physics.items():
        yield name, was.physics.get(name, np.nan), value


def _with_other_machines(now: Golden) -> Golden:
    """Return a run with what is known of its bits elsewhere.

    Bits that changed on this machine are out of date on all the others.
    """
    if not _path(now.case).exists():
        return now
    was, (here,) = read(now.case), now.machines
    known = was.digests_on(here.versions)
    if known is None and not moved(was, now):
        return Golden(now.case, was.physics, (*was.machines, here))
    return was if known == here.digests else now


def _path(case: tuple[str, str, str]) -> Path:
    """Return the file of a run."""
    return FOLDER / ("-".join(case) + ".json")


def _ours(name: str) -> bool:
    """Say whether a version is of something that this repository holds or sets.

    The number of threads makes no difference to matrices as small as these.
    """
    ours = ("relaywalk", "code", "threads")
    return name in ours or name.startswith("model ")


def main() -> int:
    """Write every file."""
    for case in cases():
        golden = _with_other_machines(simulated(case))
        golden.write()
        sys.stdout.write(f"{_path(case).name}: {len(golden.machines)} machines\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
