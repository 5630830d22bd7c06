"""Which joints stretch and bend the legs."""

import numpy as np
from numpy.typing import NDArray

from relaywalk.control.dynamics import BASE_ROWS
from relaywalk.robots.model import RobotModel

ACROSS = 0.9  # cosine to the lateral axis from which a joint counts as a pitch joint


def leg_pitch_joints(model: RobotModel) -> NDArray[np.intp]:
    """Return the indices (m,) of hip, knee and ankle pitch among the model's joints.

    A joint counts if it moves a foot and turns about the base's lateral axis.

    Args:
        model: Updated, in a pose with its feet ahead, such as standing.
    """
    _, base = model.placement(model.card.base_link)
    lateral = base[:, 1]
    across = [
        np.abs(lateral @ model.jacobian(foot.frame)[3:, BASE_ROWS:])
        for foot in model.card.feet.values()
    ]
    return np.flatnonzero(np.max(across, axis=0) > ACROSS)
