"""What two hands exert against each other through a prop."""

import numpy as np

from relaywalk.types import Array


def internal_force(giver: Array, receiver: Array) -> Array:
    """Return the part of two hands' forces that cancels (k, 3), on the giver's side.

    With F = f_giver + f_receiver each hand's part in it is a share s between nothing
    and all: s F of the giver, (1 − s) F of the receiver, with the s that leaves least.
    The rest is f_giver − s F on one side and as much against it on the other. Of two
    opposed forces along one line it is the smaller one; of two that point the same
    way along one line it is nothing.

    Args:
        giver: (k, 3) force of that hand on the prop [N].
        receiver: (k, 3) likewise.
    """
    total = giver + receiver
    square = np.einsum("ij,ij->i", total, total)
    along = np.einsum("ij,ij->i", giver, total)
    # without a total there is nothing to share: all of it cancels
    share = np.divide(along, square, out=np.zeros_like(along), where=square > 0.0)
    return np.asarray(giver - np.clip(share, 0.0, 1.0)[:, None] * total)
