"""What a scenario's document says, before it is validated."""

from pathlib import Path
from typing import Any

from relaywalk.schema import strict_yaml
from relaywalk.schema.strict_yaml import Tagged


def with_absolute_paths(
    document: strict_yaml.Document, folder: Path
) -> strict_yaml.Document:
    """Return the document with paths taken from a folder made absolute.

    These are cards of bodies, and the file of a terrain's heights.
    """
    for group in ("actors", "props"):
        bodies = document.data.get(group) if isinstance(document.data, dict) else None
        for body in bodies.values() if isinstance(bodies, dict) else ():
            if isinstance(body, dict) and "card" in body:
                body["card"] = _absolute(body["card"], folder, (".yaml", ".yml"))
    terrain = document.data.get("terrain") if isinstance(document.data, dict) else None
    if isinstance(terrain, dict) and "file" in terrain:
        terrain["file"] = _absolute(terrain["file"], folder, ("",))
    return document


def _absolute(path: Any, folder: Path, suffixes: tuple[str, ...]) -> Any:  # noqa: ANN401
    """Return a path made absolute; in a distribution, that of each option.

    Args:
        path: As it is written; with another suffix it is a name, and stays.
        folder: From which it is taken.
        suffixes: Of paths.
    """
    if isinstance(path, Tagged) and isinstance(path.value, list):
        options = [_absolute(option, folder, suffixes) for option in path.value]
        return Tagged(path.tag, options)
    if isinstance(path, str) and path.endswith(suffixes):
        return str((folder / path).resolve())
    return path


def seed_of(data: Any) -> int:  # noqa: ANN401
    """Return the seed that a document gives; what is wrong with it is said later."""
    seed = data.get("seed", 1) if isinstance(data, dict) else 1
    return seed if isinstance(seed, int) else 1


def without_includes(document: strict_yaml.Document) -> tuple[Any, tuple[str, ...]]:
    """Return the data without `include`, and the names that it lists."""
    if not isinstance(document.data, dict) or "include" not in document.data:
        return document.data, ()
    data = {key: value for key, value in document.data.items() if key != "include"}
    names = document.data["include"]
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        raise document.error(("include",), names, "a list of randomisation files")
    return data, tuple(names)
