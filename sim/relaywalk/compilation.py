"""Compiles loops over small arrays with Numba (its only home), where it is installed.

A function of NumPy calls costs by the call, about 1 µs each; the controller's matrices
are so small that calls are most of it. Such a function may have a twin of plain loops,
which Numba compiles. Both return the same to the rounding (tests hold them together);
without Numba the function of NumPy calls is used. Which one simulates is part of a
run's versions: to the bit they differ.
"""

import os
from collections.abc import Callable
from importlib import metadata
from importlib.util import find_spec
from typing import Any

SWITCH = "RELAYWALK_NUMBA"  # "0": do without it
NUMPY = "numpy"  # in a run's versions, where nothing is compiled

Compiled = Callable[..., Any]

_made: dict[Compiled, Compiled] = {}


def compiler() -> str:
    """Return what computes the twins: Numba's version, or "numpy"."""
    if os.environ.get(SWITCH) == "0" or find_spec("numba") is None:
        return NUMPY
    return f"numba {metadata.version('numba')}"


def compiled(function: Compiled) -> Compiled | None:
    """Return a function as Numba compiles it when it is called first; None without.

    Its machine code is kept beside its file, or in the user's cache where that cannot
    be written.

    Args:
        function: Of plain loops; it takes arrays and numbers and writes into arrays.
    """
    if compiler() == NUMPY:
        return None
    if function not in _made:
        _made[function] = _compile(function)
    return _made[function]


def inlined(function: Compiled) -> Compiled:
    """Let compiled functions call a function; it stays what it is without Numba."""
    return compiled(function) or function


def _compile(function: Compiled) -> Compiled:
    """Return a function as Numba compiles it."""
    import numba

    try:
        made: Compiled = numba.njit(cache=True, error_model="numpy")(function)
    except RuntimeError:  # no folder can be written: compiled anew in every process
        made = numba.njit(error_model="numpy")(function)
    return made
