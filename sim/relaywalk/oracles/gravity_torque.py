"""Gravity torque of every joint in random poses."""

import numpy as np

from relaywalk.oracles import Oracle, OracleResult, Subject
from relaywalk.oracles._lab import BODY, at_rest, engine_with
from relaywalk.robots.free_body import FreeBody

POSES = 20
WIDEST = 1.0  # a joint's largest angle in a pose [rad]

ORACLE = Oracle(
    name="gravity_torque",
    title="Gravity torque, 20 poses",
    scope="body",
    bar=1e-6,
    unit="1",
    meaning=(
        "Torque that holds every joint still in 20 random poses: engine against "
        "Pinocchio. The largest difference, relative to the pose's largest torque."
    ),
)


def measure(subject: Subject) -> OracleResult:
    """Compare one body in the same poses every time."""
    card, random = subject.card, np.random.default_rng(0)
    truth, worst = FreeBody(card), 0.0
    with engine_with(subject.engine, card) as engine:
        engine.reset({BODY: at_rest(card, np.zeros(len(card.joints)))}, {})
        for _ in range(POSES):
            pose = random.uniform(-WIDEST, WIDEST, len(card.joints))
            expected = truth.gravity_torque(at_rest(card, pose))
            difference = np.abs(engine.gravity_torque(BODY, pose) - expected).max()
            worst = max(worst, float(difference / np.abs(expected).max()))
    return ORACLE.found(worst, f"{len(card.joints)} joints")
