"""Standing: the ground's vertical force against the weight, in the recording."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from relaywalk.analysis.handover.holding import sole_holds, stretches, touching
from relaywalk.oracles import Oracle, OracleResult, Subject
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard
from relaywalk.robots.contact_thresholds import bears_load
from relaywalk.robots.free_body import FreeBody
from relaywalk.types import GRAVITY, Array

STILL = 0.02  # speed of the base below which a body stands [m/s]
SHORTEST = 0.5  # stretch that is looked at [s]

ORACLE = Oracle(
    name="standing",
    title="Standing: ground force",
    scope="run",
    bar=0.005,
    unit="1",
    meaning=(
        "In the recording, where the robot stands still and alone holds the torch: "
        "mean vertical force of the ground on its feet against the weight of robot "
        "and torch, relative to that weight. In a run without a torch, of the robot."
    ),
)


def measure(subject: Subject) -> OracleResult:
    """Compare in the longest stretch in which an actor stands."""
    card, recording = subject.card, subject.recording
    if recording is None or not card.feet:
        return ORACLE.not_run(f"{subject.actor} does not stand on feet of its own")
    force = _vertical_forces(recording, subject.actor, card)
    own = FreeBody(card).mass * GRAVITY
    loaded = np.all([bears_load(foot, own) for foot in force.T], axis=0)
    stands = loaded & _still(recording, subject.actor)
    time = recording.time
    (first, last), carried = max(
        (
            (rows, mass)
            for mass, alone in _alone(subject, recording)
            for rows in stretches(stands & alone)
        ),
        key=lambda found: time[found[0][1]] - time[found[0][0]],
        default=((0, 0), 0.0),
    )
    if time[last] - time[first] < SHORTEST:
        what = "alone with the torch " if subject.props else ""
        return ORACLE.not_run(f"{subject.actor} nowhere stands {what}for {SHORTEST} s")
    weight = own + carried * GRAVITY
    mean = float(force[first : last + 1].sum(axis=1).mean())
    span = f"{time[first]:.1f} … {time[last]:.1f} s"
    return ORACLE.found(
        abs(mean - weight) / weight, f"{mean:.2f} N of {weight:.2f} N, {span}"
    )


def _vertical_forces(recording: Recording, actor: str, card: RobotCard) -> Array:
    """Return the ground's vertical force on each foot (rows, feet) [N]."""
    return recording.matrix([f"{actor}.{foot}.contact.fz" for foot in card.feet])


def _still(recording: Recording, actor: str) -> NDArray[np.bool_]:
    """Return in which rows an actor's base hardly moves."""
    velocity = recording.matrix([f"{actor}.base.{axis}" for axis in ("vx", "vy", "vz")])
    still: NDArray[np.bool_] = np.linalg.norm(velocity, axis=1) < STILL
    return still


def _alone(
    subject: Subject, recording: Recording
) -> Iterator[tuple[float, NDArray[np.bool_]]]:
    """Yield the mass of each prop [kg], and in which rows an actor alone holds it.

    It then holds no other; where there is no prop at all it is alone in every row.
    """
    if not subject.props:
        yield 0.0, np.ones(len(recording), dtype=np.bool_)
    touch = touching(recording, subject.cards, subject.props)
    for prop, card in subject.props.items():
        mask = np.zeros(len(recording), dtype=np.bool_)
        for hold in sole_holds(touch):
            if (hold.actor, hold.prop) == (subject.actor, prop):
                mask[hold.first : hold.last + 1] = True
        for (actor, _, other), rows in touch.items():
            if actor == subject.actor and other != prop:
                mask &= ~rows
        yield card.mass, mask
