"""Snippets that the tests of the site do not run, and say so on the page.

A block of `console` or `python` is run by the tests. A `checked` one takes too long for
that: its arguments alone are checked. An `untried` one needs what is not ours.
"""

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.directives.code import container_wrapper
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata, OptionSpec


class Shown(SphinxDirective):
    """A block of code with a line above it that says how far it is tested."""

    SAYS = "{}"
    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: OptionSpec | None = {"language": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the block with its caption."""
        text = "\n".join(self.content)
        block = nodes.literal_block(text, text)
        block["language"] = self.options.get("language", "console")
        caption = self.SAYS.format(self.arguments[0].rstrip("."))
        return [container_wrapper(self, block, caption)]


class Checked(Shown):
    """Only its arguments are checked."""

    SAYS = "The tests of this page check its arguments and do not run it: {}."


class Untried(Shown):
    """Nothing of it is checked."""

    SAYS = "Not tried by the tests of this page: {}."


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make both known."""
    app.add_directive("checked", Checked)
    app.add_directive("untried", Untried)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
