"""How outcomes are drawn: each has a colour and a shape, so that neither is needed."""

from collections.abc import Iterable
from typing import NamedTuple


class OutcomeMark(NamedTuple):
    """Colour and marker of an outcome; filled markers hide what is below them."""

    colour: str
    marker: str
    size: float


# Okabe and Ito, "Color Universal Design", 2008: told apart by the colour-blind too
MARKS = {
    "success": OutcomeMark("#56B4E9", "o", 26.0),
    "fell": OutcomeMark("#D55E00", "X", 62.0),
    "dropped": OutcomeMark("#E69F00", "v", 58.0),
    "timeout": OutcomeMark("#CC79A7", "s", 46.0),
    "gave_up": OutcomeMark("#009E73", "^", 58.0),
    "diverged": OutcomeMark("#000000", "D", 44.0),
    "crashed": OutcomeMark("#6A3D9A", "P", 62.0),
    "hung": OutcomeMark("#0072B2", "*", 90.0),
    "killed": OutcomeMark("#7F868E", "<", 50.0),
    "interrupted": OutcomeMark("#7F868E", ">", 50.0),
}
UNKNOWN = OutcomeMark("#7F868E", "h", 50.0)


def mark_of(outcome: str) -> OutcomeMark:
    """Return the mark of an outcome; a word that is not ours has one too."""
    return MARKS.get(outcome, UNKNOWN)


def in_order(outcomes: Iterable[str]) -> list[str]:
    """Return the kinds of outcome there are: success first, then as in `MARKS`."""
    there = set(outcomes)
    known = [outcome for outcome in MARKS if outcome in there]
    return known + sorted(there - set(known))
