"""The torch held still: what it adds to the wrist's reaction."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from relaywalk.oracles import Oracle, OracleResult, Subject
from relaywalk.oracles._lab import (
    BODY,
    at_rest,
    engine_with,
    fixed_in_the_world,
    lever_above_grip,
    torque_command,
)
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.robots.free_body import FreeBody
from relaywalk.types import GRAVITY, Array

HAND = "right_hand"  # unless the body has another one only
POSES = ("stand", "hand_grip")

ORACLE = Oracle(
    name="torch_held_still",
    title="Torch held still: wrist",
    scope="body",
    bar=1e-4,
    unit="1",
    meaning=(
        "The body with its root fixed and its joints held by their gravity torque: "
        "wrist reaction with the torch in the right hand (the left one of a body "
        "without a right one) less that without, against "
        "m·g and its moment about the wrist, in the wrist's child frame. The larger "
        "of the two differences, each relative to its closed form."
    ),
)


def measure(subject: Subject) -> OracleResult:
    """Compare one wrist of one body."""
    card, prop = subject.card, subject.prop
    if prop is None:
        return ORACLE.not_run("nothing is carried in this run")
    if not card.hands:
        return ORACLE.not_run(f"{card.name} has no hand")
    wrist = FreeBody(card).last_joint(card.hands[_hand(card)].frame)
    loaded = _reaction(subject.engine, card, wrist, prop)
    added = loaded - _reaction(subject.engine, card, wrist, None)
    force, moment = _closed_form(card, wrist, prop)
    return ORACLE.found(
        max(
            float(np.linalg.norm(added[:3] - force) / np.linalg.norm(force)),
            float(np.linalg.norm(added[3:] - moment) / np.linalg.norm(moment)),
        ),
        f"{wrist}: {prop.mass * GRAVITY:.2f} N, {np.linalg.norm(moment):.3f} N·m",
    )


def _hand(card: RobotCard) -> str:
    """Return the hand that holds the torch."""
    return HAND if HAND in card.hands else next(iter(card.hands))


def _pose(card: RobotCard) -> Array:
    """Return the joint positions (n,) in which the torch is held [rad]."""
    return card.pose(*(name for name in POSES if name in card.poses))


def _reaction(engine: str, card: RobotCard, wrist: str, prop: PropCard | None) -> Array:
    """Return the wrist's reaction (6,) in the engine, with or without a prop."""
    with TemporaryDirectory() as folder:
        fixed = fixed_in_the_world(card, Path(folder), prop, _hand(card))
        state = at_rest(fixed, _pose(card))
        hold = torque_command(fixed, FreeBody(fixed).gravity_torque(state))
        with engine_with(engine, fixed) as built:
            built.reset({BODY: state}, {})
            seen = built.step({BODY: hold}).actors[BODY].joint_wrench
    wrench: Array = seen[card.joints.index(wrist)]
    return wrench


def _closed_form(card: RobotCard, wrist: str, prop: PropCard) -> tuple[Array, Array]:
    """Return m g up and r × m g (3,), (3,), in the wrist's child frame [N, N·m]."""
    body, state = FreeBody(card), at_rest(card, _pose(card))
    grip, rotation = body.placement(state, card.hands[_hand(card)].frame)
    centre = grip + rotation @ np.array([0.0, 0.0, lever_above_grip(prop)])
    arm = centre - body.joint_origins(state)[card.joints.index(wrist)]
    lift = np.array([0.0, 0.0, prop.mass * GRAVITY])
    to_child = body.joint_rotation(state, wrist).T
    return to_child @ lift, to_child @ np.cross(arm, lift)
