"""The snippets of a page, and how far each is tested."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

from reference import expanded

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(page for page in DOCS.rglob("*.md") if "_ext" not in page.parts)
OPTION = re.compile(r"^:(\w+): *(.*)\n", re.MULTILINE)
DIRECTIVE = re.compile(r"^\{([\w-]+)\} *(.*)$")
RUN, CHECKED, UNTRIED, SHOWN = "run", "checked", "untried", "shown"
CODE = ("console", "python", "yaml")  # what is run or checked; "text" is only shown
PLAIN = ("text",)


@dataclass(frozen=True)
class Snippet:
    """One block of code.

    Attributes:
        language: "console", "python", "yaml" or one that is not ours.
        how: One of RUN, CHECKED, UNTRIED, SHOWN.
        text: All of it.
        file: That the reader writes with it; "" if it is none.
        line: Where it begins, from 1.
    """

    language: str
    how: str
    text: str
    file: str
    line: int


@cache
def snippets(page: Path) -> list[Snippet]:
    """Return the snippets of a page, what is generated on it among them."""
    tokens = MarkdownIt().parse(expanded(page.read_text("utf-8")))
    fences = (token for token in tokens if token.type == "fence")
    found = (_snippet(t.info.strip(), t.content, (t.map or [0])[0] + 1) for t in fences)
    return [snippet for snippet in found if snippet is not None]


def _snippet(info, content, line):
    """Return one fence as a snippet; None of a directive that holds no code."""
    directive = DIRECTIVE.match(info)
    if directive is None:
        return Snippet(info, SHOWN if info in PLAIN else RUN, content, "", line)
    name, argument = directive.groups()
    options, text = _options(content)
    if name == "code-block":
        return Snippet(argument, RUN, text, options.get("caption", ""), line)
    if name in (CHECKED, UNTRIED):
        return Snippet(options.get("language", "console"), name, text, "", line)
    return None


def _options(content):
    """Return the options of a directive, and what stands below them."""
    found = {}
    while (option := OPTION.match(content)) is not None:
        found[option[1]] = option[2]
        content = content[option.end() :]
    return found, content.lstrip("\n")
