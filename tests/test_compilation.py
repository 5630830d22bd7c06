"""Loops are compiled where Numba is, and only if it is wanted."""

import importlib.util
import subprocess
import sys
from importlib import metadata

import numpy as np
import pytest

from relaywalk import compilation
from relaywalk.compilation import SWITCH, _digest, compiled, compiler, inlined

THERE = importlib.util.find_spec("numba") is not None
BOUND = 1.5


def bounded(value):
    """Return a value, no larger than a number of its module."""
    return min(value, BOUND)


@inlined
def factor(value):
    """Return what a value is multiplied by."""
    return 2.0 if value < 2.0 else 3.0


def scale(values):
    """Scale values in place."""
    for i in range(len(values)):
        values[i] *= factor(values[i])


@pytest.mark.skipif(not THERE, reason="Numba is not installed")
def test_where_numba_is_it_compiles(monkeypatch):
    monkeypatch.delenv(SWITCH, raising=False)
    values = np.arange(3.0)
    made = compiled(scale)
    made(values)
    assert values.tolist() == [0.0, 2.0, 6.0]
    assert made is compiled(scale)
    assert made is not scale
    assert factor(1.0) == 2.0
    assert compiler() == f"numba {metadata.version('numba')}"


def test_switched_off_nothing_is_compiled(monkeypatch):
    monkeypatch.setenv(SWITCH, "0")
    values = np.arange(3.0)
    assert compiled(scale) is None
    scale(values)
    assert values.tolist() == [0.0, 2.0, 6.0]
    assert compiler() == "numpy"


def test_without_numba_nothing_is_compiled(monkeypatch):
    monkeypatch.setattr(compilation, "find_spec", lambda name: None)
    assert compiled(scale) is None
    assert compiler() == "numpy"


def test_machine_code_is_of_the_files_of_all_that_is_called(tmp_path, monkeypatch):
    """Of another file a function calls nothing that is kept from before."""
    files = {"inner": "def twice(x):\n    return 2.0 * x\n"}
    files["outer"] = (
        "from relaywalk.compilation import inlined\nfrom inner import twice\n"
        "_twice = inlined(twice)\n\n\ndef apply(x):\n    return _twice(x)\n"
    )
    for name, text in files.items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    apply = importlib.import_module("outer").apply
    before = _digest(apply)
    assert _digest(apply) == before
    (tmp_path / "inner.py").write_text("def twice(x):\n    return 3.0 * x\n")
    assert _digest(apply) != before
    for name in files:
        sys.modules.pop(name)


def test_where_nothing_can_be_kept_it_compiles_all_the_same(monkeypatch):
    if not THERE:
        pytest.skip("Numba is not installed")
    monkeypatch.delenv(SWITCH, raising=False)
    monkeypatch.setattr(compilation, "_cache_folder", lambda digest: None)
    monkeypatch.setattr(compilation, "_made", {})
    values = np.ones(1)
    compiled(scale)(values)
    assert values[0] == 2.0


def test_what_reads_recordings_does_without_numba():
    code = (
        "import sys, relaywalk.api, relaywalk.report.run.page, relaywalk.robots.model;"
        "sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_machine_code_is_of_the_numbers_that_are_compiled_in(monkeypatch):
    before = _digest(bounded)
    monkeypatch.setitem(globals(), "BOUND", 2.0 * BOUND)
    assert _digest(bounded) != before
