"""What a scenario's document says, before it is validated."""

from pathlib import Path
from typing import Any

from relaywalk.schema import strict_yaml
from relaywalk.schema.strict_yaml import Tagged


def with_absolute_cards(
    document: strict_yaml.Document, folder: Path
) -> strict_yaml.Document:
    """Return the document with card paths taken from a folder made absolute."""
    for group in ("actors", "props"):
        bodies = document.data.get(group) if isinstance(document.data, dict) else None
        for body in bodies.values() if isinstance(bodies, dict) else ():
            if isinstance(body, dict) and "card" in body:
                body["card"] = _absolute(body["card"], folder)
    return document


def _absolute(card: Any, folder: Path) -> Any:  # noqa: ANN401
    """Return a card's path made absolute; in a distribution, that of each option."""
    if isinstance(card, Tagged) and isinstance(card.value, list):
        return Tagged(card.tag, [_absolute(option, folder) for option in card.value])
    if isinstance(card, str) and card.endswith((".yaml", ".yml")):
        return str((folder / card).resolve())
    return card


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
