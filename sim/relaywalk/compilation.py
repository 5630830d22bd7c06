"""Compiles loops over small arrays with Numba (its only home), where it is installed.

A function of NumPy calls costs by the call, about 1 µs each; the controller's matrices
are so small that calls are most of it. Such a function may have a twin of plain loops,
which Numba compiles. Both return the same to the rounding (tests hold them together);
without Numba the function of NumPy calls is used. Which one simulates is part of a
run's versions: to the bit they differ.

Numba is imported when something is compiled: what only reads recordings does without.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar, cast

SWITCH = "RELAYWALK_NUMBA"  # "0": do without it
NUMPY = "numpy"  # in a run's versions, where nothing is compiled

Compiled = Callable[..., Any]
Function = TypeVar("Function", bound=Compiled)

_made: dict[Compiled, Compiled] = {}


class Inlined:
    """A function that compiled ones call; called from Python it is compiled at first.

    Attributes:
        py_func: As Python runs it.
    """

    def __init__(self, function: FunctionType) -> None:
        """Keep the function."""
        self.py_func = function
        self._ready: Compiled | None = None

    def __call__(self, *arguments: Any) -> Any:  # noqa: ANN401
        """Return what the function does."""
        if self._ready is None:
            self._ready = compiled(self.py_func) or self.py_func
        return self._ready(*arguments)


def compiler() -> str:
    """Return what computes the twins: Numba's version, or "numpy"."""
    if os.environ.get(SWITCH) == "0" or find_spec("numba") is None:
        return NUMPY
    return f"numba {metadata.version('numba')}"


def compiled(function: Compiled) -> Compiled | None:
    """Return a function as Numba compiles it when it is called first; None without.

    Its machine code is kept: beside the package, or in the user's cache where that
    cannot be written.

    Args:
        function: Of plain loops; it takes arrays and numbers and writes into arrays.
    """
    if compiler() == NUMPY:
        return None
    if function not in _made:
        _made[function] = _compile(cast(FunctionType, function))
    return _made[function]


def inlined(function: Function) -> Function:
    """Let compiled functions call a function, which becomes an `Inlined`."""
    return cast(Function, Inlined(cast(FunctionType, function)))


def _compile(function: FunctionType) -> Compiled:
    """Return a function as Numba compiles it, with all that it calls."""
    import numba

    names = dict(_inner(function))
    space = {**function.__globals__, **{n: compiled(f) for n, f in names.items()}}
    bound = FunctionType(function.__code__, space, function.__name__)
    bound.__module__, bound.__qualname__ = function.__module__, function.__qualname__
    folder = _cache_folder(_digest(function))
    if folder is None:
        uncached: Compiled = numba.njit(error_model="numpy")(bound)
        return uncached
    before, numba.config.CACHE_DIR = numba.config.CACHE_DIR, str(folder)
    try:
        made: Compiled = numba.njit(cache=True, error_model="numpy")(bound)
    finally:
        numba.config.CACHE_DIR = before
    return made


def _inner(function: FunctionType) -> Iterator[tuple[str, FunctionType]]:
    """Yield name and function of everything inlined that a function calls."""
    for name in function.__code__.co_names:
        value = function.__globals__.get(name)
        if isinstance(value, Inlined):
            yield name, value.py_func


def _numbers(function: FunctionType) -> Iterator[str]:
    """Yield name and value of every number of its module that a function uses."""
    for name in function.__code__.co_names:
        value = function.__globals__.get(name)
        if isinstance(value, int | float):
            yield f"{name} {value!r}"


def _digest(function: FunctionType) -> str:
    """Return a digest of the files of a function and of all that it calls.

    And of the numbers of other files that they use, which are compiled in.

    Numba itself looks at the file of the function alone, and at its date and size.
    """
    waiting, files, numbers = [function], set[str](), set[str]()
    seen = set(waiting)
    while waiting:
        one = waiting.pop()
        files.add(one.__code__.co_filename)
        numbers.update(_numbers(one))
        new = {inner for _, inner in _inner(one)} - seen
        waiting.extend(new)
        seen |= new
    found = hashlib.sha256("\n".join((compiler(), *sorted(numbers))).encode())
    for file in sorted(files):
        found.update(Path(file).read_bytes())
    return found.hexdigest()[:16]


def _cache_folder(digest: str) -> Path | None:
    """Return a folder that can be written for machine code; None if there is none."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    for base in (Path(__file__).parent / "__pycache__", Path(home) / "relaywalk"):
        folder = base / "loops" / digest
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return None
