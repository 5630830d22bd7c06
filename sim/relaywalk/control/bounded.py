"""Moving values into bounds."""

import numpy as np

from relaywalk.types import Array


def bounded(values: Array, low: Array | float, high: Array | float) -> Array:
    """Return values (k,) moved into bounds; faster than `numpy.clip` on few."""
    moved: Array = np.minimum(np.maximum(values, low), high)
    return moved
