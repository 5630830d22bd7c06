"""Which share of a prop's weight each of two hands bears."""

from dataclasses import dataclass

import numpy as np

from relaywalk.analysis.kinematics import pose_of
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import PropCard
from relaywalk.types import GRAVITY, Array


@dataclass(frozen=True, slots=True)
class LoadShare:
    """Vertical force of each hand over m (g + a), all of them smoothed alike.

    A share is below 0 or above 1 where one hand pulls against the other.

    Attributes:
        giver, receiver: (k,) [-].
    """

    giver: Array
    receiver: Array

    @property
    def balance(self) -> Array:
        """Sum of both (k,): 1 where nothing else touches the prop [-]."""
        return self.giver + self.receiver


def load_share(load: Array, giver: Array, receiver: Array, width: int) -> LoadShare:
    """Return the shares of a load.

    Args:
        load: (k,) m (g + a) of the prop, upwards [N].
        giver: (k,) vertical force of that hand on the prop, upwards [N].
        receiver: (k,) likewise.
        width: Rows of the moving mean.
    """
    # free fall has no load to share: not a number, without a word
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = moving_mean(load, width)
        one, two = (moving_mean(part, width) / whole for part in (giver, receiver))
    return LoadShare(one, two)


def load_of(recording: Recording, prop: str, card: PropCard, rows: slice) -> Array:
    """Return what bears a prop (k,): m (g + a), a its CoM's vertical acceleration [N].

    The acceleration is the second difference of the recorded height of the CoM, halfway
    between two rows: there the period is, of which a recorded force is the mean.

    Args:
        recording: Of a run.
        prop: Its name.
        card: Its own.
        rows: Neighbours, of the recording.
    """
    pose, time = pose_of(recording, prop, rows), recording.time[rows]
    upright = 1.0 - 2.0 * (pose[:, 3] ** 2 + pose[:, 4] ** 2)
    height = pose[:, 2] + card.centre_of_mass * upright
    acceleration = np.zeros(len(height))
    if len(height) > 2:
        period = (time[-1] - time[0]) / (len(time) - 1)
        acceleration[1:-1] = np.diff(height, 2) / period**2
        acceleration[1:] = 0.5 * (acceleration[1:] + acceleration[:-1])
    return np.asarray(card.mass * (GRAVITY + acceleration))


def moving_mean(values: Array, width: int) -> Array:
    """Return the centred moving mean (k,); at both ends of what there is.

    Args:
        values: (k,).
        width: Rows, as many on either side; an even number counts as one more.
    """
    half, count = width // 2, len(values)
    total = np.concatenate(([0.0], np.cumsum(values)))
    first = np.maximum(np.arange(count) - half, 0)
    last = np.minimum(np.arange(count) + half + 1, count)
    return np.asarray((total[last] - total[first]) / (last - first))
