"""How outcomes are drawn: each has a colour and a shape, so that neither is needed."""

from collections.abc import Iterable
from typing import NamedTuple


class Mark(NamedTuple):
    """Colour and marker of an outcome; filled markers hide what is below them."""

    colour: str
    marker: str
    size: float


# Okabe and Ito, "Color Universal Design", 2008: told apart by the colour-blind too
MARKS = {
    "success": Mark("#56B4E9", "o", 26.0),
    "fell": Mark("#D55E00", "X", 62.0),
    "dropped": Mark("#E69F00", "v", 58.0),
    "timeout": Mark("#CC79A7", "s", 46.0),
    "diverged": Mark("#000000", "D", 44.0),
    "crashed": Mark("#6A3D9A", "P", 62.0),
    "hung": Mark("#0072B2", "*", 90.0),
    "killed": Mark("#7F868E", "<", 50.0),
    "interrupted": Mark("#7F868E", ">", 50.0),
}
UNKNOWN = Mark("#7F868E", "h", 50.0)


def mark_of(outcome: str) -> Mark:
    """Return the mark of an outcome; a word that is not ours has one too."""
    return MARKS.get(outcome, UNKNOWN)


def in_order(outcomes: Iterable[str]) -> list[str]:
    """Return the kinds of outcome there are: success first, then as in `MARKS`."""
    there = set(outcomes)
    known = [outcome for outcome in MARKS if outcome in there]
    return known + sorted(there - set(known))
