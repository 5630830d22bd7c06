"""What a value may be, in words."""

from collections.abc import Callable
from typing import Any

from reference.blocks import Blocks, Schema, named
from reference.markdown import code

SIMPLE = {"null": "null", "boolean": "`true`, `false`", "string": "text"}


def allowed(value: Schema, blocks: Blocks, link: Callable[[Schema], str]) -> str:
    """Return what a value may be.

    Args:
        value: Its JSON Schema.
        blocks: Of the file that it stands in.
        link: Returns the links to the blocks that a value may be.
    """
    said = [_said(choice, blocks, link) for choice in blocks.alternatives(value)]
    linked = link(value)
    return "; ".join(dict.fromkeys([*filter(None, said), *filter(None, [linked])]))


def _said(choice: Schema, blocks: Blocks, link: Callable[[Schema], str]) -> str:
    """Return one of the alternatives; nothing of a block, to which a link leads."""
    words = choice.get("enum", [choice["const"]] if "const" in choice else [])
    if words or "properties" in choice:
        return ", ".join(map(code, words))
    if choice.get("type") in ("number", "integer"):
        return _number(choice)
    if choice.get("type") == "array":
        return _list(choice, blocks, link)
    return _mapping(choice, blocks) if named(choice) else _text(choice)


def _number(choice: Schema) -> str:
    """Return the bounds of a number."""
    kind = "a whole number" if choice["type"] == "integer" else "a number"
    low = choice.get("minimum", choice.get("exclusiveMinimum"))
    high = choice.get("maximum")
    above = "above " if "exclusiveMinimum" in choice else ""
    if low is not None and high is not None:
        return f"{above}{_short(low)} … {_short(high)}"
    if low is not None:
        return f"{kind}, {above or 'at least '}{low:g}"
    return kind if high is None else f"{kind}, at most {high:g}"


def _short(end: float) -> str:
    """Return an end of an interval; a whole one with all its digits."""
    return str(end) if isinstance(end, int) else f"{end:g}"


def _list(choice: Schema, blocks: Blocks, link: Callable[[Schema], str]) -> str:
    """Return what a list holds."""
    count = choice.get("minItems")
    fixed = choice.get("prefixItems")
    if fixed:
        inside = dict.fromkeys(allowed(part, blocks, link) for part in fixed)
        return f"list of {len(fixed)}: {'; '.join(inside)}"
    inside_one = allowed(choice.get("items", {}), blocks, lambda _: "")
    many = f", at least {count}" if count else ""
    return f"list{many}: {inside_one}" if inside_one else f"list{many}"


def _mapping(choice: Schema, blocks: Blocks) -> str:
    """Return what a mapping of names holds."""
    inside = "; ".join(allowed(m, blocks, lambda _: "") for m in named(choice))
    return f"name → {inside}" if inside else "a mapping of names"


def _text(choice: Schema) -> str:
    """Return what a text may be."""
    if choice.get("pattern") == "\\.ya?ml$":
        return "path of a YAML file"
    kind: Any = choice.get("type", "")
    return SIMPLE.get(kind, "")
