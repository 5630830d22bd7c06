"""The filmstrip: the run at its telling moments, drawn from the recorded poses."""

import base64
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL.Image import fromarray

from relaywalk.errors import MissingDependency
from relaywalk.view.film.follow import follow
from relaywalk.view.film.painter import painter
from relaywalk.view.film.subject import subject

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

MAXIMUM_FRAMES = 8  # frames
APART = 0.3  # moments closer than this are one [s]
WIDTH, HEIGHT = 480, 400  # [px]
QUALITY = 82  # of the JPEG [%]


class Frame(NamedTuple):
    """One picture: when [s], what happens, JPEG in base 64."""

    time: float
    caption: str
    image: str


class Filmstrip(NamedTuple):
    """The pictures, or why there are none."""

    frames: list[Frame]
    why_not: str = ""


def filmstrip(run: "Run") -> Filmstrip:
    """Return the run's filmstrip."""
    try:
        return Filmstrip(list(_frames(run)))
    except MissingDependency as error:
        return Filmstrip([], str(error))


def moments(run: "Run") -> list[tuple[float, str]]:
    """Return at most `MAXIMUM_FRAMES` times [s] and what happens then, in time order.

    Start, end, first touch and release of every handover come first; quarters of
    the longest phase of the actor that is filmed fill what is left.
    """
    last = float(run.recording.time[-1])
    found = [(0.0, "start"), (last, f"end: {run.result.outcome}")]
    for exchange in run.result.handovers:
        pair = f"{exchange.giver} to {exchange.receiver}"
        found.append((exchange.start, f"{pair}: first touch"))
        found.append((exchange.end, f"{pair}: release"))
    found += _quarters(run)
    chosen: list[tuple[float, str]] = []
    for time, what in found:
        far = all(abs(time - other) > APART for other, _ in chosen)
        if 0.0 <= time <= last and far and len(chosen) < MAXIMUM_FRAMES:
            chosen.append((time, what))
    return sorted(chosen)


def _quarters(run: "Run") -> Iterator[tuple[float, str]]:
    """Yield the middle, then the quarters, of the longest phase."""
    filmed = subject(run)
    records = [p for p in run.result.phases if p.actor == filmed]
    if not records:
        return
    longest = max(records, key=lambda phase: phase.end - phase.start)
    for fraction in (0.5, 0.25, 0.75):
        time = longest.start + fraction * (longest.end - longest.start)
        yield time, f"{longest.actor}: {longest.phase.replace('_', ' ')}"


def _frames(run: "Run") -> Iterator[Frame]:
    """Yield the pictures.

    Raises:
        MissingDependency: Nothing can be drawn here.
    """
    asked = moments(run)
    rows = np.searchsorted(run.recording.time, [time for time, _ in asked])
    rows = np.minimum(rows, len(run.recording) - 1)
    cameras = follow(run, subject(run), rows, (WIDTH, HEIGHT))
    with painter(run, rows) as drawn:
        for index, (time, what) in enumerate(asked):
            yield Frame(time, what, _jpeg(drawn.picture(index, cameras[index])))


def _jpeg(picture: NDArray[np.uint8]) -> str:
    """Return a picture (height, width, 3) as JPEG in base 64."""
    file = io.BytesIO()
    fromarray(picture).save(file, "jpeg", quality=QUALITY)
    return base64.b64encode(file.getvalue()).decode("ascii")
