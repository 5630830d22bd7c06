"""What a C library prints does not come out; what is printed around it does."""

import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

PROGRAM = """
import ctypes, os
from relaywalk.engines._silence import silenced
c = ctypes.CDLL(None)
c.puts(b"before")
with silenced():
    c.puts(b"inside")
    os.write(2, b"inside too")
c.puts(b"after")
"""


def output(tmp_path, program, closed=""):
    """Return what a program prints to a file, where C keeps words back longest."""
    out = tmp_path / "out.txt"
    command = f'"{sys.executable}" -c "$PROGRAM" >"$OUT" 2>&1 {closed}'
    environment = {**os.environ, "PROGRAM": program, "OUT": str(out)}
    subprocess.run(["sh", "-c", command], env=environment, check=True)
    return out.read_text(encoding="utf-8")


def test_only_what_is_printed_inside_is_kept_away(tmp_path):
    assert output(tmp_path, PROGRAM) == "before\nafter\n"


def test_a_closed_stream_stays_closed(tmp_path):
    assert output(tmp_path, PROGRAM, "2>&-") == "before\nafter\n"


@pytest.mark.skipif(find_spec("pybullet") is None, reason="PyBullet is not installed")
def test_pybullet_does_not_say_when_it_was_built(tmp_path):
    program = "from relaywalk.engines.pybullet import _library; _library()"
    assert output(tmp_path, program) == ""
