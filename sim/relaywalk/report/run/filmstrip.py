"""The filmstrip: the run at its telling moments, drawn from the recorded poses."""

import base64
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.image import imsave
from numpy.typing import NDArray

from relaywalk.analysis.handover.holding import sole_holds, touching
from relaywalk.analysis.kinematics import pose_of
from relaywalk.engines import Camera, Engine, Scene, engine_class
from relaywalk.errors import MissingDependency
from relaywalk.registry import modules
from relaywalk.scenario.bodies import load_cards, solids_of
from relaywalk.scenario.choices import robot_name
from relaywalk.simulation.termination import fallen, height_above
from relaywalk.types import RobotState

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

MAXIMUM_FRAMES = 8  # frames
APART = 0.3  # moments closer than this are one [s]
EYE = (0.7, -3.4, 0.35)  # of the camera from what it looks at [m]
AIM = (0.5, -0.1, 0.1)  # what it looks at, from the base of the robot [m]
WIDTH, HEIGHT = 480, 400  # [px]
QUALITY = 82  # of the JPEG [%]


class Frame(NamedTuple):
    """One picture: when [s], what happens, JPEG in base 64."""

    time: float
    caption: str
    image: str


class Filmstrip(NamedTuple):
    """The pictures and which engine drew them, or why there are none."""

    frames: list[Frame]
    engine: str
    why_not: str = ""


def filmstrip(run: "Run") -> Filmstrip:
    """Return the run's filmstrip, by its own engine if that can draw here."""
    own = run.scenario.engine
    reasons = []
    for name in (own, *(n for n in modules("relaywalk.engines") if n != own)):
        try:
            return Filmstrip(list(_frames(run, name)), name)
        except MissingDependency as error:
            reasons.append(str(error))
    return Filmstrip([], "", " ".join(reasons))


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


def subject(run: "Run") -> str:
    """Return the actor that the result is about, on which the camera is.

    Who fell; where the torch was dropped, who held it last; else who carries it.
    """
    outcome = run.result.outcome
    if outcome == "fell":
        found = _fallen(run)
    elif outcome == "dropped":
        holds = sole_holds(touching(run.recording, run.cards))
        found = holds[-1].actor if holds else None
    else:
        found = None
    return found or robot_name(run.scenario)


def _fallen(run: "Run") -> str | None:
    """Return who had fallen at the end of the recording."""
    terrain = run.scenario.terrain.build(run.scenario.seed)
    for name, card in run.cards.items():
        base = pose_of(run.recording, f"{name}.base")
        height = height_above(terrain, base[0])
        if card.base == "floating" and fallen(base[-1], height, terrain):
            return name
    return None


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


def _frames(run: "Run", engine: str) -> Iterator[Frame]:
    """Yield the pictures as an engine draws them.

    Raises:
        MissingDependency: The engine is not installed, or cannot draw here.
    """
    asked = moments(run)
    rows = np.searchsorted(run.recording.time, [time for time, _ in asked])
    rows = np.minimum(rows, len(run.recording) - 1)
    cards, props = load_cards(run.scenario)
    states = {name: _states(run, name, rows) for name in cards}
    moved = (*props, *run.scenario.loose_objects)
    poses = {name: pose_of(run.recording, name)[rows] for name in moved}
    seen = subject(run)
    terrain = run.scenario.terrain.build(run.scenario.seed)
    solids = solids_of(run.scenario, terrain)
    scene = Scene(cards, props, terrain=terrain, solids=solids)
    built = engine_class(engine)(scene)
    try:
        for index, (time, what) in enumerate(asked):
            now = {name: states[name][index] for name in cards}
            built.reset(now, {name: poses[name][index] for name in moved})
            yield Frame(time, what, _picture(built, now[seen]))
    finally:
        built.close()


def _states(run: "Run", actor: str, rows: NDArray[np.intp]) -> list[RobotState]:
    """Return an actor's recorded states in some rows, at rest."""
    recording, joints = run.recording, run.cards[actor].joints
    base = pose_of(recording, f"{actor}.base")[rows]
    position = recording.matrix([f"{actor}.{name}.position" for name in joints])[rows]
    still = RobotState(0.0, base[0], np.zeros(6), position[0], np.zeros(len(joints)))
    return [
        replace(still, pose_base_in_world=pose, joint_position=angles)
        for pose, angles in zip(base, position, strict=True)
    ]


def _picture(engine: Engine, state: RobotState) -> str:
    """Return what a camera beside an actor sees, JPEG in base 64."""
    base = state.pose_base_in_world[:3]
    target = base + np.array(AIM)
    eye = target + np.array(EYE)
    camera = Camera(
        (float(eye[0]), float(eye[1]), float(eye[2])),
        (float(target[0]), float(target[1]), float(target[2])),
        WIDTH,
        HEIGHT,
    )
    file = io.BytesIO()
    quality = {"quality": QUALITY}
    imsave(file, engine.render(camera), format="jpeg", pil_kwargs=quality)
    return base64.b64encode(file.getvalue()).decode("ascii")
