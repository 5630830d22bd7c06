"""The worker's process ends with its parent, however that ends."""

import os
import signal
import subprocess
import sys
from unittest.mock import Mock

import pytest

from relaywalk.errors import DiskError
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation import loop
from relaywalk.sweep import worker

CHILD = """\
import os, sys, time
from relaywalk.sweep.worker import die_with
die_with(int(sys.argv[1]))
print(os.getpid(), flush=True)
time.sleep(60)
"""
PARENT = f"""\
import os, subprocess, sys, time
subprocess.Popen([sys.executable, "-c", {CHILD!r}, str(os.getpid())])
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells a child")
def test_a_child_does_not_outlive_a_killed_parent(ends):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True
    )
    child = int(parent.stdout.readline())
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert ends(child)


def test_a_bad_scenario_is_a_line_a_fault(tmp_path, capfd):
    (tmp_path / "scenario.yaml").write_text("name: x\n")
    assert worker.main(tmp_path, os.getppid()) == 1
    told = capfd.readouterr().err
    assert "duration: (missing)" in told
    assert "actors: (missing)" in told
    assert told.count("\n") == 2


def test_a_full_disk_has_an_exit_status_of_its_own(tmp_path, capfd, monkeypatch):
    error = DiskError(tmp_path, OSError(28, "full"), "nothing was simulated")
    monkeypatch.setattr(loop, "simulate", Mock(side_effect=error))
    monkeypatch.setattr(Scenario, "load", lambda path: None)
    assert worker.main(tmp_path, os.getppid()) == os.EX_IOERR
    assert capfd.readouterr().err == "No space left on device\n"
