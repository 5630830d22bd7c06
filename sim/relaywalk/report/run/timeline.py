"""The timeline: phases of all actors, handovers and the end, placed on a picture."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relaywalk.analysis.handover.handover import Handover
from relaywalk.types import PhaseRecord

if TYPE_CHECKING:
    from relaywalk.runs.result import Result
    from relaywalk.runs.run import Run

WIDTH = 1000.0  # of the picture [px]
LEFT, RIGHT = 90.0, 16.0  # margins [px]
TOP, LANE, BAR = 40.0, 44.0, 30.0  # first lane, distance of lanes, height of a bar [px]
LETTER = 6.6  # width of a letter of a label [px]
TICKS = 8  # at most, about


class Bar(NamedTuple):
    """One phase.

    Attributes:
        x, width: [px].
        label: Written in it; empty where it does not fit.
        title: In full.
        shade: 0 or 1, in turn.
        done: Whether the phase did its work.
    """

    x: float
    width: float
    label: str
    title: str
    shade: int
    done: bool


class Lane(NamedTuple):
    """One actor: name, middle of its lane [px], phases."""

    name: str
    y: float
    bars: list[Bar]


class Exchange(NamedTuple):
    """One handover across the lanes of giver and receiver.

    Attributes:
        x, width: From first touch to release [px].
        top, bottom: Lanes spanned [px].
        title: In full.
        label: Above it.
        anchor: Where its label is held: "start", "middle" or "end".
    """

    x: float
    width: float
    top: float
    bottom: float
    title: str
    label: str
    anchor: str


class Timeline(NamedTuple):
    """What `timeline.svg` draws; `ticks` are x [px] and label."""

    width: float
    height: float
    bottom: float
    lanes: list[Lane]
    exchanges: list[Exchange]
    ticks: list[tuple[float, str]]
    end: tuple[float, str] | None
    summary: str


def timeline(run: "Run") -> Timeline | None:
    """Return the picture of a run, or None where it knows no phases."""
    result = run.result
    records = result.phases
    last = max((phase.end for phase in records), default=0.0)
    if last <= 0.0:
        return None
    scale = (WIDTH - LEFT - RIGHT) / last
    actors = list(dict.fromkeys(phase.actor for phase in records))
    lanes = [
        Lane(
            actor,
            TOP + LANE * (index + 0.5),
            _bars([p for p in records if p.actor == actor], scale),
        )
        for index, actor in enumerate(actors)
    ]
    exchanges = [_exchange(h, lanes, scale) for h in result.handovers]
    bottom = TOP + LANE * len(actors)
    return Timeline(
        WIDTH,
        bottom + 42.0,
        bottom,
        lanes,
        exchanges,
        [(LEFT + t * scale, f"{t:g}") for t in _ticks(last)],
        _ending(result, LEFT + last * scale),
        _summary(result, last),
    )


def _bars(phases: list[PhaseRecord], scale: float) -> list[Bar]:
    """Return one actor's phases; `scale` is in px/s."""
    bars = []
    for index, phase in enumerate(phases):
        width = (phase.end - phase.start) * scale
        name = phase.phase.replace("_", " ")
        title = f"{phase.actor}: {name}, {phase.start:.2f} … {phase.end:.2f} s"
        bars.append(
            Bar(
                LEFT + phase.start * scale,
                max(width, 1.0),
                name if LETTER * len(name) + 6.0 < width else "",
                f"{title}, {phase.outcome}",
                index % 2,
                phase.outcome == "done",
            )
        )
    return bars


def _exchange(handover: Handover, lanes: list[Lane], scale: float) -> Exchange:
    """Return one handover; `scale` is in px/s."""
    heights = {lane.name: lane.y for lane in lanes}
    ends = [heights.get(a, TOP) for a in (handover.giver, handover.receiver)]
    x = LEFT + handover.start * scale
    fraction = (x - LEFT) / (WIDTH - LEFT - RIGHT)
    return Exchange(
        x,
        max((handover.end - handover.start) * scale, 2.0),
        min(ends) - BAR / 2.0 - 4.0,
        max(ends) + BAR / 2.0 + 4.0,
        f"{handover.giver} hands the torch to {handover.receiver}: first touch "
        f"{handover.start:.2f} s, release {handover.end:.2f} s, "
        f"peak {handover.peak_force:.1f} N, {handover.outcome}",
        f"touch {handover.start:.2f} s, release {handover.end:.2f} s",
        "start" if fraction < 0.3 else "end" if fraction > 0.7 else "middle",
    )


def _ticks(last: float) -> list[float]:
    """Return round times [s] from 0 to the last."""
    rough = last / TICKS
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(s * power for s in (1.0, 2.0, 5.0, 10.0) if s * power >= rough)
    return [float(step * i) for i in range(int(last / step + 1e-9) + 1)]


def _ending(result: "Result", x: float) -> tuple[float, str] | None:
    """Return where [px] and how a run ended that did not succeed."""
    return None if result.outcome == "success" else (x, result.outcome)


def _summary(result: "Result", last: float) -> str:
    """Return the picture in words."""
    said = [
        f"{p.actor}: {p.phase.replace('_', ' ')} {p.start:.1f} to {p.end:.1f} s"
        for p in result.phases
    ]
    said += [
        f"{h.giver} to {h.receiver}: touch {h.start:.1f} s, release {h.end:.1f} s"
        for h in result.handovers
    ]
    return f"Timeline of {last:.1f} s. " + "; ".join(said) + "."
