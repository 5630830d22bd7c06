"""Distributions: a leaf of a scenario as data, such as `!uniform [0.4, 1.0]`.

What a leaf is given depends on the scenario's seed and on the leaf's own path, and on
nothing else: SHA-256 of both gives one number in (0, 1), which the distribution's
inverse turns into a value (a counter-based generator: Salmon et al. 2011, "Parallel
random numbers: as easy as 1, 2, 3"). So another leaf, another machine or another
version of a library changes no draw, and two sweeps on the same seeds draw alike.
"""

import hashlib
import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from statistics import NormalDist
from typing import Any, NamedTuple

from relaywalk.errors import ScenarioError
from relaywalk.schema.faults import all_done
from relaywalk.schema.strict_yaml import Document, Key, Tagged

Value = float | int | str
Path = tuple[Key, ...]
BITS = 52  # of a double that lies in the middle of its interval
MANY = 200  # numbers of which only the ends are checked


class Distribution(ABC):
    """What a leaf may be given."""

    @abstractmethod
    def at(self, fraction: float) -> Value:
        """Return the value below which a fraction in (0, 1) of all draws lies."""

    @property
    @abstractmethod
    def extremes(self) -> tuple[Value, ...]:
        """Values that must all be allowed where the distribution stands."""

    def draw(self, seed: int, path: str) -> Value:
        """Return what a leaf is given.

        Args:
            seed: Of the scenario.
            path: Of the leaf, such as "terrain.friction".
        """
        return self.at(fraction(seed, path))


@dataclass(frozen=True, slots=True)
class Uniform(Distribution):
    """Every value from `low` to `high` alike."""

    low: float
    high: float

    def at(self, fraction: float) -> float:
        """Return low + (high - low) · fraction."""
        return self.low + (self.high - self.low) * fraction

    @property
    def extremes(self) -> tuple[Value, ...]:
        """Both ends."""
        return (self.low, self.high)


@dataclass(frozen=True, slots=True)
class Normal(Distribution):
    """Normal, with mean and standard deviation."""

    mean: float
    std: float

    def at(self, fraction: float) -> float:
        """Return the inverse of the normal distribution's integral."""
        return NormalDist(self.mean, self.std).inv_cdf(fraction)

    @property
    def extremes(self) -> tuple[Value, ...]:
        """The mean: the tails have no end, so each draw is checked by itself."""
        return (self.mean,)


@dataclass(frozen=True, slots=True)
class Choice(Distribution):
    """One of several values, each as likely."""

    options: tuple[Value, ...]

    def at(self, fraction: float) -> Value:
        """Return the option at index ⌊fraction · number of options⌋."""
        return self.options[int(fraction * len(self.options))]

    @property
    def extremes(self) -> tuple[Value, ...]:
        """All; of very many numbers, the minimum and the maximum."""
        if len(self.options) <= MANY or isinstance(self.options[0], str):
            return tuple(dict.fromkeys(self.options))
        return (min(self.options), max(self.options))


class Grid(Choice):
    """Values that a sweep all runs; a single run draws one of them."""


class Randomised(NamedTuple):
    """A document without distributions, and those that it had.

    Attributes:
        document: Every distribution replaced by its draw.
        tags: Path of a leaf → the distribution as it was written.
    """

    document: Document
    tags: dict[str, Tagged]


def fraction(seed: int, path: str) -> float:
    """Return the number in (0, 1) that belongs to a seed and a leaf."""
    digest = hashlib.sha256(f"{seed}:{path}".encode()).digest()
    return (int.from_bytes(digest[:8], "big") % 2**BITS + 0.5) / 2**BITS


def parse(tagged: Tagged) -> Distribution:
    """Return the distribution that a tagged value describes.

    Raises:
        ValueError: It describes none; the message says what is allowed.
    """
    if tagged.tag not in _PARSERS:
        known = ", ".join(f"!{tag}" for tag in _PARSERS)
        raise ValueError(f"a distribution: {known}")
    return _PARSERS[tagged.tag](tagged.value)


def tags_of(document: Document) -> dict[Path, Tagged]:
    """Return the tagged values of a document by their paths.

    Raises:
        ScenarioError: One is no distribution of ours.
    """
    found = dict(_tagged(document.data, ()))
    checks = (partial(_checked, document, path, tag) for path, tag in found.items())
    all_done(ScenarioError, checks)
    return found


def randomised(document: Document, seed: int) -> Randomised:
    """Return a document with every distribution replaced by its draw.

    Raises:
        ScenarioError: A tagged value is no distribution of ours.
    """
    tags = tags_of(document)
    if not tags:
        return Randomised(document, {})
    named = {".".join(map(str, path)): tagged for path, tagged in tags.items()}
    values = {
        path: parse(tagged).draw(seed, name)
        for (path, tagged), name in zip(tags.items(), named, strict=True)
    }
    return Randomised(_with(document, values), named)


def extremes_of(document: Document) -> Iterator[Document]:
    """Yield the document with each distribution in turn at each of its extremes.

    All others are at the first of theirs.

    Raises:
        ScenarioError: A tagged value is no distribution of ours.
    """
    extremes = {path: parse(t).extremes for path, t in tags_of(document).items()}
    firsts = {path: values[0] for path, values in extremes.items()}
    for path, values in extremes.items():
        for value in values:
            yield _with(document, {**firsts, path: value})


def _checked(document: Document, path: Path, tagged: Tagged) -> None:
    """Refuse a tagged value that is no distribution, or stands where none may."""
    if path == ("seed",):
        raise document.error(path, tagged, "a whole number: all draws come from it")
    try:
        parse(tagged)
    except ValueError as error:
        raise document.error(path, tagged, str(error)) from error


def _tagged(part: Any, path: Path) -> Iterator[tuple[Path, Tagged]]:  # noqa: ANN401
    """Yield the tagged values below a part."""
    if isinstance(part, Tagged):
        yield path, part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _tagged(value, (*path, key))
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from _tagged(value, (*path, number))


def _with(document: Document, values: Mapping[Path, Value]) -> Document:
    """Return the document with some parts replaced; the old one stays as it is."""
    data = _copy(document.data, (), values)
    return Document(document.file, data, document.lines)


def _copy(part: Any, path: Path, values: Mapping[Path, Value]) -> Any:  # noqa: ANN401
    """Return a copy of a part in which some values are replaced."""
    if path in values:
        return values[path]
    if isinstance(part, dict):
        return {key: _copy(below, (*path, key), values) for key, below in part.items()}
    if isinstance(part, list):
        return [_copy(below, (*path, n), values) for n, below in enumerate(part)]
    return part


def _uniform(value: Any) -> Uniform:  # noqa: ANN401
    """Parse `[low, high]`."""
    if isinstance(value, list) and len(value) == 2 and all(map(_is_number, value)):
        low, high = map(float, value)
        if low < high and math.isfinite(high - low):
            return Uniform(low, high)
    raise ValueError("[low, high], two numbers, the lower first")


def _normal(value: Any) -> Normal:  # noqa: ANN401
    """Parse `{mean, std}`."""
    if isinstance(value, dict) and set(value) == {"mean", "std"}:
        mean, std = value["mean"], value["std"]
        if _is_number(mean) and _is_number(std) and std > 0.0:
            return Normal(float(mean), float(std))
    raise ValueError("{mean: number, std: number above 0}")


def _choice(value: Any) -> Choice:  # noqa: ANN401
    """Parse a list of options."""
    return Choice(_options(value))


def _grid(value: Any) -> Grid:  # noqa: ANN401
    """Parse a list of options, each once."""
    options = _options(value)
    if len(set(options)) < len(options):
        raise ValueError("a list of values, each once only")
    return Grid(options)


def _options(value: Any) -> tuple[Value, ...]:  # noqa: ANN401
    """Return options: all numbers, or all words."""
    if isinstance(value, list) and value:
        if all(map(_is_number, value)) or all(isinstance(v, str) for v in value):
            return tuple(value)
        raise ValueError("a list of numbers, or a list of words")
    raise ValueError("a list of at least one value")


def _is_number(value: object) -> bool:
    """Say whether a value is a finite number that a double can hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= 1e300


_PARSERS = {
    "uniform": _uniform,
    "normal": _normal,
    "choice": _choice,
    "grid": _grid,
}
