"""Limits: the constraints of the whole-body QP, as bounded linear rows.

Each file is one limit. A limit looks at the dynamics and returns rows that hold
lower ≤ G z ≤ upper for the unknowns z = (v̇, w). The QP stacks them and knows none of
them.
"""

from abc import ABC, abstractmethod
from typing import NamedTuple

from relaywalk.control.dynamics import WholeBodyDynamics
from relaywalk.types import Array

NONE = 1e9  # a bound that nothing reaches; the solver wants finite ones


class LimitRows(NamedTuple):
    """Rows lower ≤ G z ≤ upper.

    Attributes:
        matrix: (k, n) G.
        lower, upper: (k,).
    """

    matrix: Array
    lower: Array
    upper: Array


class Limit(ABC):
    """One thing that the body must not do, as rows of constraints."""

    @abstractmethod
    def rows(self, dynamics: WholeBodyDynamics) -> LimitRows:
        """Return what must hold in this control period; valid until the next call.

        Args:
            dynamics: Of the present state, with its model.
        """
