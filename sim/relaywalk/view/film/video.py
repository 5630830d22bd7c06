"""The film of a run: recorded poses, a camera that follows, captions, a curve."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from PIL.Image import Image, fromarray

from relaywalk.errors import RecordingError
from relaywalk.types import Array
from relaywalk.view.film.caption import caption, write_caption
from relaywalk.view.film.files import check_name, film_file
from relaywalk.view.film.follow import follow
from relaywalk.view.film.inset import Inset
from relaywalk.view.film.painter import painter
from relaywalk.view.film.subject import subject

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

Advance = Callable[[float, float], None]


@dataclass(frozen=True, slots=True)
class Shot:
    """What of a run is filmed, and how.

    Attributes:
        start, end: First and last time [s]; those of the run if None.
        fps: Pictures a second.
        size: Width and height [px].
        curve: Joint whose torque is drawn on the pictures; none if None.
    """

    start: float | None = None
    end: float | None = None
    fps: float = 30.0
    size: tuple[int, int] = (1280, 720)
    curve: str | None = None


def write_video(
    run: "Run", path: Path, shot: Shot, progress: Advance | None = None
) -> None:
    """Film a run, at the speed at which it went.

    Args:
        run: That is seen.
        path: Of the file: `.mp4` or `.gif`.
        shot: What is filmed.
        progress: Told after each picture how much of the film there is [s] and how
            much of it is made in a second [-].

    Raises:
        RecordingError: There is nothing in that time, or the file's ending is none
            of these.
        UnknownName: No actor has the joint of the curve.
        MissingDependency: Nothing can be drawn here; says what to install.
        OSError: The file cannot be written.
    """
    check_name(path)
    times = instants(run, shot)
    time = run.recording.time
    rows = np.minimum(np.searchsorted(time, times), len(time) - 1)
    cameras = follow(run, subject(run), rows, shot.size)
    inset = None
    if shot.curve is not None:
        inset = Inset(run, shot.curve, (float(times[0]), float(times[-1])))
    begun = perf_counter()
    with painter(run, rows) as drawn, film_file(path, shot.size, shot.fps) as add:
        for index, camera in enumerate(cameras):
            now = float(times[index])
            picture = fromarray(drawn.picture(index, camera))
            _write_on(picture, run, inset, now)
            add(picture)
            if progress is not None:
                filmed = now - float(times[0])
                progress(filmed, filmed / (perf_counter() - begun))


def instants(run: "Run", shot: Shot) -> Array:
    """Return the times (k,) of the pictures [s].

    Raises:
        RecordingError: The recording holds nothing of the time asked for.
    """
    time = run.recording.time
    first, last = (float(time[0]), float(time[-1])) if len(time) else (0.0, 0.0)
    start = first if shot.start is None else max(shot.start, first)
    end = last if shot.end is None else min(shot.end, last)
    if len(time) == 0 or start > end:
        raise RecordingError(
            f"{run.folder}: nothing in the time asked for; it holds "
            f"{first:g} … {last:g} s"
        )
    return start + np.arange(1 + int((end - start) * shot.fps + 1e-9)) / shot.fps


def _write_on(picture: Image, run: "Run", inset: Inset | None, time: float) -> None:
    """Write the caption on a picture and draw the curve, if there is one."""
    write_caption(picture, caption(run, time))
    if inset is not None:
        inset.draw(picture, time)
