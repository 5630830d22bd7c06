"""The loops of `assembly`, to be compiled: plain arrays in, plain arrays written."""

import math

import numpy as np
from numpy.typing import NDArray

from relaywalk.compilation import inlined
from relaywalk.spatial import SMALL_ANGLE
from relaywalk.types import Array

Indices = NDArray[np.intp]


def write_wrench(equations: Array, bias: Array, matrix: Array, offset: Array) -> None:
    """Write L and l of the first wrench: B (L, l) = −(N_y, h), by Gauss' elimination.

    Args:
        equations: (nv, n) N.
        bias: (nv,) h.
        matrix: (6, ny) L, written.
        offset: (6,) l, written.
    """
    nv, size = len(bias), matrix.shape[1]
    left, right = np.empty((6, 6)), np.empty((6, size + 1))
    for i in range(6):
        for j in range(6):
            left[i, j] = equations[i, nv + j]
        for j in range(size):
            right[i, j] = -equations[i, j if j < nv else j + 6]
        right[i, size] = -bias[i]
    for column in range(6):
        _bring_up(left, right, column)
        for i in range(column + 1, 6):
            factor = left[i, column] / left[column, column]
            _subtract(left[i], left[column], factor)
            _subtract(right[i], right[column], factor)
    for i in range(5, -1, -1):
        for k in range(i + 1, 6):
            _subtract(right[i], right[k], left[i, k])
        for j in range(size):
            right[i, j] /= left[i, i]
            matrix[i, j] = right[i, j]
        right[i, size] /= left[i, i]
        offset[i] = right[i, size]


def write_cost(
    frame_jacobian: Array,
    frame_state: Array,
    index: Indices,
    aim: Array,
    gains: Array,
    jacobian: Array,
    desired: Array,
    weight: Array,
    joint_pull: Array,
    joint_weight: Array,
    small_costs: Array,
    matrix: Array,
    offset: Array,
    hessian: Array,
    gradient: Array,
) -> None:
    """Write the cost.

    Args:
        frame_jacobian, frame_state: (f, 6, nv), (f, 24) as in `FrameMotions`.
        index: (e,) frame of each `FrameRows`.
        aim: (e, 24) its reference: position, rotation row by row, velocity,
            acceleration, angular velocity, angular acceleration.
        gains: (e, 18) its stiffness, damping and weight.
        jacobian, desired, weight: (k, nv), (k,), (k,) of the dense rows.
        joint_pull, joint_weight: (nv − 6,) Σ w a and Σ w of the joints.
        small_costs: (n,).
        matrix, offset: (6, ny), (6,) L and l; (0, n), (0,) in flight.
        hessian, gradient: (ny, ny), (ny,) written.
    """
    _clear(hessian, gradient)
    for row in range(len(desired)):
        _add(hessian, gradient, jacobian[row], desired[row], weight[row])
    for e in range(len(index)):
        asked = _desired(frame_state[index[e]], aim[e], gains[e])
        for row in range(6):
            cost = gains[e, 12 + row]
            if cost > 0.0:
                _add(hessian, gradient, frame_jacobian[index[e], row], asked[row], cost)
    for k in range(len(joint_pull)):
        gradient[6 + k] -= joint_pull[k]
        hessian[6 + k, 6 + k] += joint_weight[k]
    nv = 6 + len(joint_pull)
    _add_small_costs(hessian, gradient, small_costs, matrix, offset, nv)


def write_limits(
    equations: Array,
    bias: Array,
    limits: Array,
    lower: Array,
    upper: Array,
    matrix: Array,
    offset: Array,
    rows: Array,
    row_lower: Array,
    row_upper: Array,
) -> None:
    """Write the constraints; in flight the base rows first, as equalities.

    Args:
        equations, bias: (nv, n), (nv,) N and h.
        limits, lower, upper: (m, n), (m,), (m,) G and its bounds.
        matrix, offset: (6, ny), (6,) L and l; (0, n), (0,) in flight.
        rows, row_lower, row_upper: (m, ny), (m,), (m,) written, 6 more in flight.
    """
    nv, first = len(bias), len(row_lower) - len(lower)
    for row in range(first):
        for y in range(rows.shape[1]):
            rows[row, y] = equations[row, y]
        row_lower[row] = row_upper[row] = -bias[row]
    for row in range(len(lower)):
        shift = _without_wrench(limits[row], matrix, offset, nv, rows[first + row])
        row_lower[first + row] = lower[row] - shift
        row_upper[first + row] = upper[row] - shift


@inlined
def _clear(hessian: Array, gradient: Array) -> None:
    """Write zeros."""
    for y in range(len(gradient)):
        gradient[y] = 0.0
        for x in range(len(gradient)):
            hessian[y, x] = 0.0


@inlined
def _add_small_costs(
    hessian: Array,
    gradient: Array,
    small_costs: Array,
    matrix: Array,
    offset: Array,
    nv: int,
) -> None:
    """Add those of y and of w₁ = L y + l; write the upper triangle, too."""
    size, gone = len(gradient), len(offset)
    for y in range(size):
        hessian[y, y] += small_costs[y if y < nv else y + gone]
    for w in range(gone):
        _add(hessian, gradient, matrix[w], -offset[w], small_costs[nv + w])
    for y in range(size):
        for x in range(y):
            hessian[x, y] = hessian[y, x]


@inlined
def _without_wrench(
    limit: Array, matrix: Array, offset: Array, nv: int, row: Array
) -> float:
    """Write a row G z of the limits in y; return what of it is constant."""
    gone, shift = len(offset), 0.0
    for y in range(len(row)):
        row[y] = limit[y if y < nv else y + gone]
    for w in range(gone):
        factor = limit[nv + w]
        if factor != 0.0:
            shift += factor * offset[w]
            for y in range(len(row)):
                row[y] += factor * matrix[w, y]
    return shift


@inlined
def _add(
    hessian: Array, gradient: Array, row: Array, desired: float, weight: float
) -> None:
    """Add one row of the cost, to the lower triangle."""
    for i in range(len(row)):
        factor = weight * row[i]
        if factor != 0.0:
            gradient[i] -= factor * desired
            for j in range(i + 1):
                hessian[i, j] += factor * row[j]


@inlined
def _desired(state: Array, aim: Array, gains: Array) -> Array:
    """Return a* + k_p e + k_d ė − J̇ v (6,) of a frame."""
    asked = np.empty(6)
    turn = _rotation_error(aim[3:12], state[15:24])
    for i in range(6):
        error = aim[i] - state[12 + i] if i < 3 else turn[i - 3]
        rate = aim[12 + i if i < 3 else 15 + i] - state[i]
        change = aim[15 + i if i < 3 else 18 + i] - state[6 + i]
        asked[i] = gains[i] * error + gains[6 + i] * rate + change
    return asked


@inlined
def _rotation_error(aim: Array, rotation: Array) -> tuple[float, float, float]:
    """Return log(R* Rᵀ) (3,) [rad]; both row by row."""
    entries = np.zeros(9)
    for ij in range(9):
        i, j = ij // 3, ij % 3
        for k in range(3):
            entries[ij] += aim[3 * i + k] * rotation[3 * j + k]
    x = 0.5 * (entries[7] - entries[5])
    y = 0.5 * (entries[2] - entries[6])
    z = 0.5 * (entries[3] - entries[1])
    sine = math.sqrt(x * x + y * y + z * z)
    angle = math.atan2(sine, 0.5 * (entries[0] + entries[4] + entries[8] - 1.0))
    factor = angle / sine if sine > SMALL_ANGLE else 1.0
    return factor * x, factor * y, factor * z


@inlined
def _bring_up(left: Array, right: Array, column: int) -> None:
    """Exchange rows so that a column's largest entry is its pivot."""
    pivot = column
    for i in range(column + 1, len(left)):
        if abs(left[i, column]) > abs(left[pivot, column]):
            pivot = i
    if pivot != column:
        for j in range(left.shape[1]):
            left[column, j], left[pivot, j] = left[pivot, j], left[column, j]
        for j in range(right.shape[1]):
            right[column, j], right[pivot, j] = right[pivot, j], right[column, j]


@inlined
def _subtract(row: Array, other: Array, factor: float) -> None:
    """Subtract a multiple of another row."""
    if factor != 0.0:
        for j in range(len(row)):
            row[j] -= factor * other[j]
