"""Exports: a recording in the form that other tools read; one format, one file.

A module of this folder is a format; its name is the keyword of `--format`. It has

- `SUFFIXES`: how its files may end, the usual one first;
- `write(excerpt, path)`, which writes the excerpt and returns the files it wrote,
  `path` first. More than one file where the format asks for it.

Values, units and frames are those of the recording: nothing is filtered, averaged,
rotated or rounded, unless the format's own docstring says so.
"""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from relaywalk.errors import MissingDependency


def library(name: str, extra: str = "export") -> ModuleType:
    """Import a library that a format is written with.

    Args:
        name: Of the module.
        extra: Of our package, which brings it.

    Raises:
        MissingDependency: It is not installed; names the line that installs it.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingDependency(
            f"'{name.partition('.')[0]}' is not installed: "
            f"pip install 'relaywalk[{extra}]'"
        ) from error


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yield where to write, so that a file is there whole or not at all.

    Args:
        path: What the file is called once it is whole.
    """
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
