"""Which joints stretch and bend the legs."""

import numpy as np
from numpy.typing import NDArray

from relaywalk.control.dynamics import BASE_ROWS
from relaywalk.robots.model import RobotModel

ACROSS = 0.9  # cosine to the lateral axis from which a joint counts as a pitch joint


def knee_joints(model: RobotModel) -> NDArray[np.intp]:
    """Return the indices (m,) of the knees among the model's joints.

    A leg's pitch joints turn about the base's lateral axis: the first is the hip's, the
    last the ankle's, and what lies between them is a knee.

    Args:
        model: Updated, in a pose with its feet ahead, such as standing.
    """
    _, base = model.placement(model.card.base_link)
    lateral = base[:, 1]
    knees = list[NDArray[np.intp]]()
    for foot in model.card.feet.values():
        axes = model.jacobian(foot.frame)[3:, BASE_ROWS:]
        # in the order of the chain, from the base to the foot
        pitch = np.flatnonzero(np.abs(lateral @ axes) > ACROSS)
        knees.append(pitch[1:-1])
    return np.concatenate(knees)
