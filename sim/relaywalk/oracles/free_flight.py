"""Free flight under small torques: the engine's equations of motion."""

import numpy as np

from relaywalk.oracles import Oracle, OracleResult, Subject
from relaywalk.oracles._lab import BODY, at_rest, engine_with, torque_command
from relaywalk.robots.free_body import FreeBody

TIME = 0.2  # [s]
PERIOD = 2e-3  # control period: two physics steps of 1 ms [s]
ACCELERATION = 2.5  # of the joints at the start, largest [rad/s²]

ORACLE = Oracle(
    name="free_flight",
    title="Free flight, 0.2 s",
    scope="body",
    bar=5e-4,
    unit="rad",
    meaning=(
        "The body flies for 0.2 s under small constant torques: joint angles at the "
        "end, engine against Pinocchio's articulated-body algorithm integrated in "
        "steps of 0.1 ms. The largest difference."
    ),
)


def measure(subject: Subject) -> OracleResult:
    """Let one body with a free base fly."""
    card = subject.card
    if card.base != "floating":
        return ORACLE.not_run(f"{card.name} has a guided base: it cannot fly")
    truth = FreeBody(card)
    start = at_rest(card, card.pose("stand"), height=2.0)
    desired = ACCELERATION * np.cos(np.arange(len(card.joints)))
    torque = truth.flying_torque(start, desired)
    with engine_with(subject.engine, card) as engine:
        seen = engine.reset({BODY: start}, {})
        for _ in range(round(TIME / PERIOD)):
            seen = engine.step({BODY: torque_command(card, torque)})
    end = truth.flight(start, torque, TIME)
    position = seen.actors[BODY].state.joint_position
    return ORACLE.found(float(np.abs(position - end.joint_position).max()))
