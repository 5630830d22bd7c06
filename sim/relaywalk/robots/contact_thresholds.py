"""The contact forces from which a foot bears load and a hand holds, each once.

Feet are judged in fractions of body weight, so that a light robot and a heavy one are
judged alike; hands in newtons, for what they hold is the same torch.
"""

import numpy as np
from numpy.typing import NDArray

from relaywalk.types import Array

# A foot's stance: hysteresis, so that a foot that is put down slowly lands once.
TOUCHDOWN = 0.05  # vertical force from which a foot bears load, of body weight [-]
LIFT_OFF = 0.02  # below it no longer, of body weight [-]
SHORTEST_STANCE = 0.05  # shorter stances and flights are chatter, and do not count [s]
# Not "bears load" but "must not slide": a foot that is rolling off or just landing may.
FIRM = 0.2  # load from which a sole must stay where it is, of body weight [-]
# Not "bears load" but "the quotient means something": a moment over a force of nearly
# nothing is anywhere. It is asked of both feet together, while one of them may swing.
CENTRE_OF_PRESSURE = 5.0  # force from which a centre of pressure is stated [N]

# A hand: the torch weighs 16 N.
TOUCH = 1.0  # contact force from which a hand counts as touching [N]
DEBOUNCE = 0.05  # shorter touches and gaps do not count [s]


def bears_load(force: Array, weight: float) -> NDArray[np.bool_]:
    """Return in which rows (rows,) a foot bears load, with hysteresis.

    Args:
        force: (rows,) vertical, of the ground on the foot [N].
        weight: Of the body [N].
    """
    on, off = TOUCHDOWN * weight, LIFT_OFF * weight
    told = (force > on) | (force < off)
    last_told = np.maximum.accumulate(np.where(told, np.arange(len(force)), -1))
    loaded: NDArray[np.bool_] = (last_told >= 0) & (force > on)[last_told]
    return loaded
