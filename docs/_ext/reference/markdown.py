"""Pieces of Markdown."""

from collections.abc import Iterable, Sequence


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; what would end a cell or a line is taken out of its cells."""
    lines = [_row(titles), _row(["---"] * len(titles))]
    return "\n".join([*lines, *(_row([_cell(text) for text in row]) for row in rows)])


def fence(language: str, text: str) -> str:
    """Return a block of code."""
    return f"```{language}\n{text.rstrip()}\n```"


def code(text: object) -> str:
    """Return a piece of code within a line; nothing for nothing."""
    return f"`{text}`" if str(text) else ""


def sentence(text: str) -> str:
    """Return a text with a full stop at its end and a capital at its beginning.

    A symbol at its beginning, such as β, stays as it is.
    """
    first, rest = text.strip()[:1], text.strip()[1:]
    return ended((first.upper() if first.isascii() else first) + rest)


def ended(text: str) -> str:
    """Return a text with a full stop at its end; nothing for nothing."""
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def paragraphs(*parts: str) -> str:
    """Return parts with an empty line between them; empty parts are left out."""
    return "\n\n".join(part for part in parts if part)


def _row(cells: Sequence[str]) -> str:
    """Return one line of a table."""
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """Return a text as it may stand in a cell."""
    return " ".join(text.split()).replace("|", "\\|")
