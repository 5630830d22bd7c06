"""What a hand does to a prop, row by row, as it was recorded."""

from dataclasses import dataclass

import numpy as np

from relaywalk.analysis.handover.grip import pair_friction
from relaywalk.analysis.handover.holding import Grip
from relaywalk.recording.channels import prop_contact, prop_grip
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.types import Array

FORCE = ("fx", "fy", "fz")


@dataclass(frozen=True, slots=True)
class HandForce:
    """One hand and one prop.

    Attributes:
        force: (k, 3) of the hand on the prop, in world [N].
        contact: (k,) magnitude of the force of all that touches the hand [N].
        grip: (k,) sum of the normal forces' magnitudes [N]; None in a recording of a
            version that did not tell.
        friction: Coulomb coefficient between both [-].
    """

    force: Array
    contact: Array
    grip: Array | None
    friction: float


def hand_force(
    recording: Recording, grip: Grip, card: RobotCard, prop: PropCard, rows: slice
) -> HandForce:
    """Return what a hand does to a prop.

    In a recording that does not tell props apart that is all that touches the hand.

    Args:
        recording: Of a run.
        grip: Actor, hand, prop.
        card: Of the actor.
        prop: The prop's card.
        rows: Neighbours, of the recording.
    """
    actor, hand, _ = grip
    whole, squeeze = f"{actor}.{hand}.contact", prop_grip(*grip)
    alone, channels = prop_contact(*grip), recording.channels
    wrench = alone if f"{alone}.fx" in channels else whole
    contact = recording.matrix([f"{whole}.{axis}" for axis in FORCE], rows)
    known = squeeze in channels
    return HandForce(
        force=-recording.matrix([f"{wrench}.{axis}" for axis in FORCE], rows),
        contact=np.asarray(np.linalg.norm(contact, axis=1)),
        grip=recording.matrix([squeeze], rows)[:, 0] if known else None,
        friction=pair_friction(card, hand, prop),
    )
