"""Fixtures of the sweep's tests: sweep files, and a worker that simulates nothing."""

import json
import sys
from pathlib import Path

import pytest
from tests.made_results import WHOLE

from relaywalk.sweep.definition import read_sweep
from relaywalk.sweep.folder import SweepFolder
from relaywalk.sweep.plan import checked_plan

TEXT = """\
scenario: stand
runs: 3
seed: 7
set:
  engine: mujoco
  terrain.friction: !grid [0.4, 1.0]
  actors.robot.script.0.duration: !uniform [0.1, 0.2]
"""

TOLD = json.dumps(
    {
        **WHOLE,
        "reason": "done",
        "fingerprint": "fSEED",
        "distance": 1.5,
        "wall_time": 0.1,
    }
)
WORKER = """\
#!/bin/sh
# In place of the interpreter: -m relaywalk.sweep.worker FOLDER PARENT
folder=$3
seed=$(sed -n 's/^seed: //p' "$folder/scenario.yaml")
told='TOLD'
told=$(printf '%s' "$told" | sed "s/SEED/$seed/")
echo "started $seed" >>"$(dirname "$folder")/../started.txt"
finish() { printf '%s' "$told" >"$folder/result.json"; }
BODY
"""


@pytest.fixture
def write_sweep(tmp_path):
    """Write a sweep file; return its path."""

    def write(text=TEXT):
        path = tmp_path / "trial.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def plan(write_sweep):
    """Return the plan of a sweep file."""
    return lambda text=TEXT: checked_plan(read_sweep(write_sweep(text)), 1000)


@pytest.fixture
def folder(plan, tmp_path):
    """Return the sweep folder, not yet taken."""
    return SweepFolder(tmp_path / "out", plan())


@pytest.fixture
def worker(tmp_path, monkeypatch):
    """Let a shell script do what the worker does; return its writer."""

    def write(body) -> Path:
        path = tmp_path / "worker.sh"
        path.write_text(
            WORKER.replace("BODY", body).replace("TOLD", TOLD), encoding="utf-8"
        )
        path.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(path))
        return path

    return write
