"""Loops are compiled where Numba is, and only if it is wanted."""

import importlib.util
from importlib import metadata

import pytest

from relaywalk import compilation
from relaywalk.compilation import SWITCH, compiled, compiler, inlined

THERE = importlib.util.find_spec("numba") is not None


def twice(values):
    """Double values in place."""
    for i in range(len(values)):
        values[i] *= 2.0


@pytest.mark.skipif(not THERE, reason="Numba is not installed")
def test_where_numba_is_it_compiles(monkeypatch):
    import numpy as np

    monkeypatch.delenv(SWITCH, raising=False)
    values = np.arange(3.0)
    made = compiled(twice)
    made(values)
    assert values.tolist() == [0.0, 2.0, 4.0]
    assert made is compiled(twice)
    assert made is not twice
    assert compiler() == f"numba {metadata.version('numba')}"


def test_switched_off_nothing_is_compiled(monkeypatch):
    monkeypatch.setenv(SWITCH, "0")
    assert compiled(twice) is None
    assert inlined(twice) is twice
    assert compiler() == "numpy"


def test_without_numba_nothing_is_compiled(monkeypatch):
    monkeypatch.setattr(compilation, "find_spec", lambda name: None)
    assert compiled(twice) is None
    assert compiler() == "numpy"
