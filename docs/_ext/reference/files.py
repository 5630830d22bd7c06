"""The reference of a kind of file that people write: every key, and an example."""

from pathlib import Path
from typing import Any

from reference.allowed import allowed
from reference.blocks import Block, Blocks, Key, Schema
from reference.examples import Source, as_yaml, example
from reference.markdown import code, fence, paragraphs, sentence, table
from relaywalk import paths
from relaywalk.schema import strict_yaml
from relaywalk.sweep.json_schemas import json_schema

TITLES = ("key", "meaning", "unit", "default", "allowed")
SHOWN = 24  # longest default that is written into a table [characters]
DOCS = Path(__file__).parents[2]
FILES = {
    "scenario": ("scenarios/*.yaml", "docs/reference/every_block.yaml"),
    "sweep": ("examples/*.yaml",),
    "suite": ("scenarios/sweeps/*.yaml",),
    "card": ("models/*/card.yaml", "docs/reference/*/card.yaml"),
    "randomisation": ("scenarios/randomisation/*.yaml",),
}


def reference(kind: str) -> str:
    """Return the Markdown of a kind of file.

    Args:
        kind: One of `FILES`.
    """
    blocks = Blocks(json_schema(kind))
    sources = sources_of(kind)
    return "\n\n".join(_section(kind, block, blocks, sources) for block in blocks.found)


def sources_of(kind: str) -> list[Source]:
    """Return the shipped files of a kind, the shortest first."""
    root = paths.data_root()
    found = [path for pattern in FILES[kind] for path in root.glob(pattern)]
    return [_source(path, root) for path in sorted(found, key=_size)]


def _source(path: Path, root: Path) -> Source:
    """Return one of them."""
    document = strict_yaml.read(path, aliases=True)
    return Source(path.relative_to(root).as_posix(), document.data)


def _size(path: Path) -> tuple[int, str]:
    """Return how long a file is, and its name."""
    return path.stat().st_size, path.name


def _section(kind: str, block: Block, blocks: Blocks, sources: list[Source]) -> str:
    """Return what is said of one block."""
    value, origin = example(block, sources)
    whence = f"From `{origin}`:" if origin else "With its defaults:"
    return paragraphs(
        f"({_label(kind, block)})=\n## {_title(block)}",
        sentence(block.meaning),
        table(TITLES, [_row(kind, key, blocks) for key in block.keys]),
        whence,
        fence("yaml", as_yaml(value)),
    )


def _title(block: Block) -> str:
    """Return the heading of a block."""
    if not block.path and not block.kind:
        return f"The file: {block.title}" if block.title[:1].isupper() else "The file"
    kind = f", kind {block.kind}" if block.kind else ""
    return f"`{block.written}`{kind}"


def _label(kind: str, block: Block) -> str:
    """Return the label of a block, by which links find it."""
    return f"{kind}-{block.label}"


def _row(kind: str, key: Key, blocks: Blocks) -> list[str]:
    """Return the line of a key."""
    may_be = allowed(key.schema, blocks, lambda value: _links(kind, value, blocks))
    default = "**required**" if key.is_required else _default(key.schema)
    return [code(key.name), sentence(key.meaning), key.unit, default, may_be]


def _links(kind: str, value: Schema, blocks: Blocks) -> str:
    """Return the links to the blocks that a value may be."""
    return ", ".join(
        f"[{code(block.kind or block.written)}](#{_label(kind, block)})"
        for block in blocks.of(value)
    )


def _default(schema: Schema) -> str:
    """Return a default, unless a block below tells it."""
    if "default" not in schema:
        return "see there" if "$ref" in schema else ""
    value: Any = schema["default"]
    if isinstance(value, float):
        return code(f"{value:.6g}")
    if value is None or isinstance(value, bool):
        return code(str(value).lower().replace("none", "null"))
    text = as_yaml(value).split("\n")[0] if isinstance(value, str) else repr(value)
    return code(text or "''") if len(text) <= SHOWN else "see there"
