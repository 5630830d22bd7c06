"""The two sides of a body: what its hands are called, and which way outwards is."""

from typing import Literal

import numpy as np

from relaywalk.types import Array

Side = Literal["left", "right"]


def hand_of(side: Side) -> str:
    """Return the contact-frame name of the hand on a side."""
    return f"{side}_hand"


def outwards(hand: str, distance: float) -> Array:
    """Return a displacement (3,) to the side on which a hand is, body axes [m].

    Args:
        hand: Contact-frame name, "left_hand" or "right_hand".
        distance: [m].
    """
    return np.array([0.0, distance if hand == hand_of("left") else -distance, 0.0])
