"""A pendulum let go: its energy over two seconds."""

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
SUBSTEPS = 4  # of 1 ms in one control period
PERIODS = 500

ORACLE = Oracle(
    name="pendulum_energy",
    title="Pendulum: energy, 2 s",
    scope="engine",
    bar=0.005,
    unit="1",
    meaning=(
        "1 kg on a lever of 0.5 m, let go level, 2 s at 1 ms: largest change of its "
        "energy ½ J θ̇² − m g l sin θ, relative to m g l."
    ),
)


def measure(subject: Subject) -> OracleResult:
    """Let the pendulum swing."""
    scale = BOB.mass * GRAVITY * BOB.lever  # [J]
    inertia = BOB.mass * BOB.lever**2 + BOB.inertia  # about the hinge [kg·m²]
    worst = 0.0
    with TemporaryDirectory() as folder:
        card = hinged(BOB, Path(folder))
        loose = torque_command(card, 0.0)
        with engine_with(subject.engine, card, substeps=SUBSTEPS) as engine:
            engine.reset({BODY: at_rest(card, np.zeros(1))}, {})
            for _ in range(PERIODS):
                state = engine.step({BODY: loose}).actors[BODY].state
                angle, speed = state.joint_position[0], state.joint_velocity[0]
                energy = 0.5 * inertia * speed**2 - scale * np.sin(angle)
                worst = max(worst, abs(float(energy)) / scale)
    return ORACLE.found(worst)
