"""Registries: a folder is the list of names, a name is a module in it."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from relaywalk.errors import AmbiguousName, UnknownName

Contract = TypeVar("Contract")


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
    """Return the names of the modules of a package, such as "relaywalk.phases".

    Those in every folder of its `__path__`, from which it imports.
    """
    folders = importlib.import_module(package).__path__
    return tuple(sorted({n for folder in folders for n in names(Path(folder), ".py")}))


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


def completed(kind: str, beginning: str, available: Sequence[str]) -> str:
    """Return the one name that begins with a text, or that is the text.

    Args:
        kind: What the name is of, such as "robot".
        beginning: Of the name.
        available: The names there are.

    Raises:
        UnknownName: None begins so.
        AmbiguousName: Several do.
    """
    if beginning in available:
        return beginning
    found = [name for name in available if beginning and name.startswith(beginning)]
    if not found:
        raise UnknownName(kind, beginning, available)
    if len(found) > 1:
        raise AmbiguousName(kind, beginning, found)
    return found[0]


def implementation(package: str, name: str, contract: type[Contract]) -> type[Contract]:
    """Return the one class that a module of a package defines under a contract.

    Args:
        package: Such as "relaywalk.engines".
        name: Of the module.
        contract: Abstract class that it implements.

    Raises:
        UnknownName: The package has no such module.
        TypeError: The module defines none, or several.
    """
    found = module(package, name)
    classes = [
        value
        for value in vars(found).values()
        if isinstance(value, type)
        and issubclass(value, contract)
        and value.__module__ == found.__name__
    ]
    if len(classes) != 1:
        said = ", ".join(c.__name__ for c in classes) or "none"
        raise TypeError(f"{found.__name__} defines {said}; one {contract.__name__}")
    return classes[0]
