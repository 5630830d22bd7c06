"""Golden short runs: `python -m tests.golden` simulates them and writes the files.

Each file holds a digest of every row and the values of some channels in a few rows.
Digests are compared where all versions and the machine are those of the file; the
values, within `TOLERANCE`, everywhere. Regenerate them with the commit that means to
change them, and say in it why.
"""

import hashlib
import json
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from relaywalk.recording.recording import Recording
from relaywalk.scenario import Scenario
from relaywalk.simulation import Part, simulate

FOLDER = Path(__file__).parent
ENGINES, ROBOTS = ("mujoco", "pybullet"), ("kuavo_4_pro", "kuavo_5")
STEPS = 60  # rows: the robot reaches out, the giver's fingers press
SHOWN = (0, 20, 40, 59)  # rows whose values are kept
CHANNELS = (
    "robot.base.x",
    "robot.base.z",
    "robot.leg_l4_joint.position",
    "robot.leg_l4_joint.torque",
    "robot.zarm_r4_joint.torque",
    "robot.left_foot.contact.fz",
    "giver.right_hand.contact.fy",
    "torch.x",
    "torch.z",
)
TOLERANCE = {"m": 1e-5, "rad": 1e-4, "N": 1.0, "N·m": 0.2}  # unit → absolute


@dataclass(frozen=True, slots=True)
class Golden:
    """One run.

    Attributes:
        engine, robot: Names.
        versions: Of what simulated it, code and models apart: they are what is
            guarded.
        digests: Of the rows.
        values: Channel → values in the rows SHOWN.
    """

    engine: str
    robot: str
    versions: dict[str, str]
    digests: list[str]
    values: dict[str, list[float]]

    @property
    def path(self) -> Path:
        """The file."""
        return FOLDER / f"{self.engine}-{self.robot}.json"

    def write(self) -> None:
        """Write the file."""
        data = {"versions": self.versions, "values": self.values}
        data["digests"] = self.digests
        self.path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def cases() -> list[tuple[str, str]]:
    """Return engine and robot of every run that can be made here."""
    return [(e, r) for e in ENGINES if find_spec(e) for r in ROBOTS]


def read(engine: str, robot: str) -> Golden:
    """Return what a file holds."""
    text = (FOLDER / f"{engine}-{robot}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return Golden(engine, robot, data["versions"], data["digests"], data["values"])


def simulated(engine: str, robot: str) -> Golden:
    """Return what the run gives now."""
    scenario = Scenario.load(FOLDER / "scenario.yaml").with_overrides(
        {"engine": engine, "actors.robot.card": robot}
    )
    with tempfile.TemporaryDirectory() as folder:
        part = Part(end=(STEPS - 1) * scenario.control_period)
        simulate(scenario, Path(folder), part=part)
        recording = Recording.open(Path(folder))
        rows = np.concatenate(list(recording.row_groups()))
        values = recording.matrix(CHANNELS)[list(SHOWN)]
        outside = {k: v for k, v in recording.versions.items() if not _ours(k)}
    digests = [hashlib.sha256(row.tobytes()).hexdigest()[:12] for row in rows]
    columns = [column.tolist() for column in values.T]
    return Golden(
        engine, robot, outside, digests, dict(zip(CHANNELS, columns, strict=True))
    )


def _ours(name: str) -> bool:
    """Say whether a version is of something that this repository holds."""
    return name in ("relaywalk", "code") or name.startswith("model ")


def main() -> int:
    """Write every file."""
    for engine, robot in cases():
        golden = simulated(engine, robot)
        golden.write()
        sys.stdout.write(f"{golden.path.name}: {len(golden.digests)} rows\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
