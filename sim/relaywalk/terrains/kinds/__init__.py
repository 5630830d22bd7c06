"""Kinds of terrain: a file name is the `kind` in a scenario.

A module has `Params`, a frozen model of its keys, and

    build(params: Params, seed: int) -> Ground

which makes the shapes out of them. What is random comes from the scenario's seed by
`stream`, and nothing else.
"""

from typing import NamedTuple

import numpy as np

from relaywalk.terrains.shapes import Shape

STREAM = 0x7E55A1  # apart from the numbers that others draw from the same seed


class Ground(NamedTuple):
    """What a kind builds.

    Attributes:
        shapes: All that a foot can touch; there is ground everywhere.
        coarse: The same without scatter and unseen steps; none: there are none.
    """

    shapes: tuple[Shape, ...]
    coarse: tuple[Shape, ...] = ()


def stream(seed: int) -> np.random.Generator:
    """Return the generator from which a scenario's ground is drawn."""
    return np.random.default_rng([seed, STREAM])
