"""Criterion: what a sweep must show, such as `success_rate.wilson_low >= 0.97`."""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

OUTCOMES = (
    "success",
    "fell",
    "dropped",
    "timeout",
    "gave_up",
    "diverged",
    "interrupted",
    "crashed",
    "hung",
    "killed",
)
INTERVALS = {"success_rate": "wilson95", "safe_rate": "safe_wilson95"}
NAMES = (
    *(
        f"{rate}{end}"
        for rate in INTERVALS
        for end in ("", ".wilson_low", ".wilson_high")
    ),
    "runs",
    *(f"outcomes.{outcome}" for outcome in OUTCOMES),
)
COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
FORM = re.compile(r"\s*([a-z_.]+)\s*(>=|<=|>|<)\s*([0-9]*\.?[0-9]+(?:[eE]-?\d+)?)\s*")


class SweepCriterion(NamedTuple):
    """One comparison.

    Attributes:
        name: Of a number in the summary.
        sign: ">=", "<=", ">" or "<".
        bound: What it is compared with.
    """

    name: str
    sign: str
    bound: float

    def holds(self, summary: Mapping[str, Any]) -> bool:
        """Say whether a summary meets it."""
        return COMPARE[self.sign](value(self.name, summary), self.bound)


def parse(text: str) -> SweepCriterion | None:
    """Return the criterion that a text describes; None if it is empty.

    Raises:
        ValueError: It describes none; the message says what is allowed.
    """
    if not text.strip():
        return None
    found = FORM.fullmatch(text)
    if found is None or found[1] not in NAMES:
        raise ValueError(
            "NAME SIGN NUMBER, such as success_rate.wilson_low >= 0.97; the names are "
            + ", ".join(NAMES)
        )
    return SweepCriterion(found[1], found[2], float(found[3]))


def value(name: str, summary: Mapping[str, Any]) -> float:
    """Return a number of a summary.

    Args:
        name: One of `NAMES`.
        summary: The keys of `summary.json`.
    """
    if name.startswith("outcomes."):
        return float(summary["outcomes"].get(name.removeprefix("outcomes."), 0))
    rate, _, end = name.partition(".")
    if end:
        return float(summary[INTERVALS[rate]][end == "wilson_high"])
    return float(summary[name])
