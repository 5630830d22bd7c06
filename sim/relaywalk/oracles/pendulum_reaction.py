"""A pendulum held still: joint reaction against the closed form."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from relaywalk.oracles import Oracle, OracleResult, Subject
from relaywalk.oracles._lab import (
    BODY,
    Load,
    at_rest,
    engine_with,
    hinged,
    torque_command,
)
from relaywalk.types import GRAVITY

BOB = Load(mass=1.0, lever=0.5, inertia=0.0004)
ANGLES = (-1.2, 0.0, 0.4, 1.0)  # below the level if positive [rad]

ORACLE = Oracle(
    name="pendulum_reaction",
    title="Pendulum: reaction",
    scope="engine",
    bar=1e-6,
    unit="1",
    meaning=(
        "1 kg held still 0.5 m from a hinge, at four angles: force and moment that "
        "the hinge exerts, in the child frame, against m·g and m·g·l·cos θ. The "
        "largest difference, relative to m·g and m·g·l."
    ),
)


def measure(subject: Subject) -> OracleResult:
    """Hold the pendulum at every angle for one control period."""
    worst = 0.0
    with TemporaryDirectory() as folder:
        card = hinged(BOB, Path(folder))
        weight, moment = BOB.mass * GRAVITY, BOB.mass * GRAVITY * BOB.lever
        with engine_with(subject.engine, card) as engine:
            for angle in ANGLES:
                sine, cosine = np.sin(angle), np.cos(angle)
                hold = torque_command(card, -moment * cosine)
                engine.reset({BODY: at_rest(card, np.array([angle]))}, {})
                seen = engine.step({BODY: hold}).actors[BODY].joint_wrench[0]
                force = weight * np.array([-sine, 0.0, cosine])
                expected_moment = np.array([0.0, -moment * cosine, 0.0])
                worst = max(
                    worst,
                    float(np.abs(seen[:3] - force).max()) / weight,
                    float(np.abs(seen[3:] - expected_moment).max()) / moment,
                )
    return ORACLE.found(worst)
