"""Tasks: costs of the whole-body QP, as Jacobian, wanted value and weight.

A task asks that J v̇ = a. Each file is one task; each function returns a `TaskRows`.
"""

from typing import NamedTuple

from relaywalk.types import Array


class TaskRows(NamedTuple):
    """Rows of the least-squares cost ½ Σ w (J v̇ − a)².

    Attributes:
        jacobian: (k, nv).
        wanted: (k,) a.
        weight: (k,).
    """

    jacobian: Array
    wanted: Array
    weight: Array
