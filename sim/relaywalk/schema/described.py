"""What the docstring of a model says of its keys, put into its JSON Schema."""

import inspect
import re
from typing import Any

HEADING = "Attributes:"
ITEM = re.compile(r"^    (\w[\w, ]*):\s+(.*)$")


def summary(kind: type) -> str:
    """Return the first line of a class's docstring."""
    return (inspect.getdoc(kind) or "").partition("\n")[0]


def attributes(kind: type) -> dict[str, str]:
    """Return attribute → what the docstrings of a class and its bases say of it."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        text = inspect.cleandoc(base.__dict__.get("__doc__") or "")
        found.update(_items(text.partition(HEADING)[2]))
    return found


def described(properties: dict[str, Any], texts: dict[str, str]) -> None:
    """Put texts before what the properties of a JSON Schema say already, in place.

    Args:
        properties: Key → its JSON Schema.
        texts: Key → text.
    """
    for key, schema in properties.items():
        allowed = schema.pop("description", "") or _allowed(schema)
        text = texts.get(key, "").rstrip(".")
        said = f"{text}: {allowed}" if text and allowed else text or allowed
        if said:
            schema["description"] = said
        schema.pop("title", None)


def _allowed(schema: dict[str, Any]) -> str:
    """Return what the alternatives of a JSON Schema say of themselves."""
    said = [choice.get("description", "") for choice in schema.get("anyOf", ())]
    return next(filter(None, said), "")


def _items(text: str) -> dict[str, str]:
    """Return name → text of the items that an Attributes section begins with."""
    found: dict[str, str] = {}
    names: list[str] = []
    for line in text.splitlines():
        item = ITEM.match(line)
        if item:
            names = [name.strip() for name in item[1].split(",")]
            found.update(dict.fromkeys(names, item[2]))
        elif line.startswith("        "):
            found.update({name: f"{found[name]} {line.strip()}" for name in names})
        elif line and not line.startswith(" "):
            break
    return found
