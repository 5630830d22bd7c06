"""Walking: recorded torques against those that the recorded motion needs."""

import numpy as np

from relaywalk.analysis.handover.holding import contact_force
from relaywalk.analysis.loads.inverse_dynamics import joint_residual
from relaywalk.oracles import Oracle, OracleResult, Subject
from relaywalk.recording.recording import Recording
from relaywalk.robots.contact_thresholds import TOUCH

WALK = "carry"
WINDOW = 3.0  # in the middle of the walk [s]
SHORTEST = 1.0  # walk that is looked at [s]

ORACLE = Oracle(
    name="walking_residual",
    title="Walking: residual torque",
    scope="run",
    bar=0.02,
    unit="1",
    meaning=(
        "In the recording, three seconds in the middle of the walk: torque that the "
        "recorded motion and contacts need, by Pinocchio, less the recorded actuator "
        "torque. Root mean square, as a fraction of the joint's peak torque; the worst "
        "joint."
    ),
)


def measure(subject: Subject) -> OracleResult:
    """Look at all joints of one walker but the fingers of a hand that holds."""
    card, recording, actor = subject.card, subject.recording, subject.actor
    if recording is None or card.base != "floating":
        return ORACLE.not_run(f"{actor} does not walk by its joints")
    span = _window(recording, actor)
    if span is None:
        return ORACLE.not_run(f"{actor} walks nowhere for {SHORTEST} s")
    residual = joint_residual(recording, card, actor, *span)
    peak = card.envelope().peak
    fraction = np.sqrt(np.mean(residual**2, axis=0)) / peak
    hands = _holding(subject, recording, span)
    left_out = {joint for hand in hands for joint in card.groups.get(hand, ())}
    kept = [i for i, joint in enumerate(card.joints) if joint not in left_out]
    worst = max(kept, key=lambda i: fraction[i])
    note = f"{card.joints[worst]}, {span[0]:.1f} … {span[1]:.1f} s"
    if left_out:
        names = " and ".join(hand.replace("_", " ") for hand in hands)
        note += f"; fingers of the holding {names} are not comparable"
    return ORACLE.found(float(fraction[worst]), note)


def _window(recording: Recording, actor: str) -> tuple[float, float] | None:
    """Return start and end [s] of what is looked at."""
    walks = [phase for phase in recording.phases(actor) if phase[0] == WALK]
    _, start, end = max(walks, key=lambda p: p[2] - p[1], default=("", 0.0, 0.0))
    if end - start < SHORTEST:
        return None
    half = min(WINDOW, end - start) / 2.0
    middle = (start + end) / 2.0
    return middle - half, middle + half


def _holding(
    subject: Subject, recording: Recording, span: tuple[float, float]
) -> list[str]:
    """Return the hands that touch something meanwhile.

    Their wrench is recorded at the grasp frame as a whole, so that no fraction of it
    can be given to a finger.
    """
    rows = slice(*np.searchsorted(recording.time, span))
    return [
        hand
        for hand in subject.card.hands
        if (contact_force(recording, subject.actor, hand)[rows] > TOUCH).any()
    ]
