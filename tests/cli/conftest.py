"""Fixtures of the commands' tests: small sweeps in processes of their own."""

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

TEXT = """\
scenario: stand
runs: 4
seed: 3
set:
  engine: mujoco
  terrain.friction: !uniform [0.4, 1.0]
  actors.robot.script.0.duration: !uniform [0.05, 0.1]
wall_limit: 120
success: success_rate >= 1
"""


class Sweep:
    """A sweep file, and the command that runs it."""

    def __init__(self, folder: Path, text: str = TEXT) -> None:
        self.file, self.out = folder / "trial.yaml", folder / "out"
        self.file.write_text(text, encoding="utf-8")

    def start(self, *options) -> subprocess.Popen:
        command = [sys.executable, "-m", "relaywalk", "sweep", str(self.file)]
        return subprocess.Popen(
            [*command, "--workers", "2", "--out", str(self.out), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def finish(self, *options) -> int:
        """Run to the end; return the exit status."""
        process = self.start(*options)
        self.told = process.communicate(timeout=200)[0]
        return process.returncode

    def finished(self) -> dict[str, float]:
        """Return run → when its result was written."""
        found = self.out.glob("runs/????/result.json")
        return {path.parent.name: path.stat().st_mtime_ns for path in found}

    def workers(self) -> list[int]:
        """Return the processes that simulate a run of this sweep."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes()
            except OSError:
                continue
            if b"relaywalk.sweep.worker" in command and bytes(self.out) in command:
                found.append(int(process.name))
        return found

    def rows(self) -> list[dict]:
        """Return the table without what differs from one day to the next."""
        rows = pq.read_table(self.out / "runs.parquet").to_pylist()
        return [{k: v for k, v in row.items() if k != "wall_time"} for row in rows]


@pytest.fixture
def sweep(tmp_path):
    """Return a new sweep."""
    return lambda text=TEXT: Sweep(tmp_path, text)


@pytest.fixture(scope="session")
def uninterrupted(tmp_path_factory):
    """Return a sweep that nobody disturbed."""
    found = Sweep(tmp_path_factory.mktemp("uninterrupted"))
    assert found.finish() == 0, found.told
    return found
