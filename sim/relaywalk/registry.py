"""Registries: a folder is the list of names, a name is a module in it."""

import importlib
import importlib.util
from pathlib import Path
from types import ModuleType

from relaywalk.errors import UnknownName


def names(folder: Path, suffix: str) -> tuple[str, ...]:
    """Return the names that a folder holds, sorted.

    Args:
        folder: Where to look; a missing folder holds no names.
        suffix: What follows a name: ".yaml", ".py", "/card.yaml". Names with a
            leading underscore are not counted.
    """
    found = (path.relative_to(folder).as_posix() for path in folder.glob(f"*{suffix}"))
    stems = (name.removesuffix(suffix) for name in found)
    return tuple(sorted(stem for stem in stems if not stem.startswith("_")))


def modules(package: str) -> tuple[str, ...]:
    """Return the names of the modules of a package, such as "relaywalk.phases"."""
    spec = importlib.util.find_spec(package)
    folders = spec.submodule_search_locations if spec is not None else None
    return names(Path(next(iter(folders))), ".py") if folders else ()


def module(package: str, name: str) -> ModuleType:
    """Import a module of a package by its name.

    Raises:
        UnknownName: The package has no such module; lists those there are.
    """
    available = modules(package)
    if name not in available:
        kind = package.rpartition(".")[2]
        raise UnknownName(kind.removesuffix("s"), name, available)
    return importlib.import_module(f"{package}.{name}")
