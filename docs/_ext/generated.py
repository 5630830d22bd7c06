"""Writes the generated parts of the pages into them when Sphinx reads them."""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from reference import expanded


def setup(app: Sphinx) -> ExtensionMetadata:
    """Expand every page before it is parsed."""
    app.connect("source-read", _expand)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _expand(_: Sphinx, __: str, source: list[str]) -> None:
    """Expand a page in place."""
    source[0] = expanded(source[0])
