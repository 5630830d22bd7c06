"""Rotations, poses and wrench transport; the only quaternion reordering.

Quaternions are x y z w. A pose is (x, y, z, qx, qy, qz, qw) and reads as "frame B in
frame A": it maps coordinates in B to coordinates in A. All functions take the last
axis as the vector, so stacks of them work as single ones do.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Row = tuple[float, float, float]
Rows = tuple[Row, Row, Row]  # of a rotation matrix

SMALL_ANGLE = 1e-8  # below which a rotation is taken to first order [rad]

_CONJUGATE = np.array([-1.0, -1.0, -1.0, 1.0])
_LEFT = np.array([1, 2, 0, 2, 0, 1])  # components of the six products of left × right
_RIGHT = np.array([2, 0, 1, 1, 2, 0])


def _entries() -> Array:
    """Return (16, 9): what each product q_i q_j, xyzw, adds to |q|² R, row by row."""
    x, y, z, w = range(4)
    terms = {
        (0, 0): ((w, w, 1), (x, x, 1), (y, y, -1), (z, z, -1)),
        (1, 1): ((w, w, 1), (y, y, 1), (x, x, -1), (z, z, -1)),
        (2, 2): ((w, w, 1), (z, z, 1), (x, x, -1), (y, y, -1)),
        (0, 1): ((x, y, 2), (z, w, -2)),
        (1, 0): ((x, y, 2), (z, w, 2)),
        (0, 2): ((x, z, 2), (y, w, 2)),
        (2, 0): ((x, z, 2), (y, w, -2)),
        (1, 2): ((y, z, 2), (x, w, -2)),
        (2, 1): ((y, z, 2), (x, w, 2)),
    }
    entries = np.zeros((16, 9))
    for (row, column), products in terms.items():
        for i, j, factor in products:
            entries[4 * i + j, 3 * row + column] = factor
    return entries


_ENTRIES = _entries()


def wxyz_from_xyzw(quaternion: Array) -> Array:
    """Return a quaternion (..., 4) scalar first, as MuJoCo wants it."""
    return np.asarray(quaternion)[..., [3, 0, 1, 2]]


def cross(left: Array, right: Array) -> Array:
    """Return left × right (..., 3); faster than `numpy.cross` on small arrays."""
    products = left.take(_LEFT, -1) * right.take(_RIGHT, -1)
    difference: Array = products[..., :3] - products[..., 3:]
    return difference


def quaternion_multiply(left: Array, right: Array) -> Array:
    """Return the quaternion (..., 4) of the rotation `right`, then `left`."""
    vector_l, scalar_l = left[..., :3], left[..., 3:]
    vector_r, scalar_r = right[..., :3], right[..., 3:]
    vector = scalar_l * vector_r + scalar_r * vector_l + cross(vector_l, vector_r)
    scalar = scalar_l * scalar_r - np.sum(vector_l * vector_r, axis=-1, keepdims=True)
    return np.concatenate((vector, scalar), axis=-1)


def quaternion_inverse(quaternion: Array) -> Array:
    """Return the inverse (..., 4) of a unit quaternion."""
    return quaternion * _CONJUGATE


def rotate(quaternion: Array, vector: Array) -> Array:
    """Return R(quaternion) · vector (..., 3), without building R."""
    axis, scalar = quaternion[..., :3], quaternion[..., 3:]
    twice = 2.0 * cross(axis, vector)
    return vector + scalar * twice + cross(axis, twice)


def rotated(
    quaternion: Sequence[float], vector: Sequence[float]
) -> tuple[float, float, float]:
    """Return R(quaternion) · vector as `rotate` does, of one vector in plain floats."""
    (x, y, z, w), (a, b, c) = quaternion, vector
    p, q, r = 2.0 * (y * c - z * b), 2.0 * (z * a - x * c), 2.0 * (x * b - y * a)
    return (
        a + w * p + (y * r - z * q),
        b + w * q + (z * p - x * r),
        c + w * r + (x * q - y * p),
    )


def rotate_inverse(quaternion: Array, vector: Array) -> Array:
    """Return R(quaternion)ᵀ · vector (..., 3)."""
    return rotate(quaternion_inverse(quaternion), vector)


def rotation_from_quaternion(quaternion: Array) -> Array:
    """Return the rotation matrix (..., 3, 3) of a quaternion (..., 4).

    Every entry of |q|² R is a sum of products q_i q_j. Quaternions that are not quite
    unit stand for the same rotation.
    """
    outer = quaternion[..., :, None] * quaternion[..., None, :]
    norm = outer[..., 0, 0] + outer[..., 1, 1] + outer[..., 2, 2] + outer[..., 3, 3]
    entries = outer.reshape(*outer.shape[:-2], 16) @ _ENTRIES / norm[..., None]
    rotation: Array = entries.reshape(*outer.shape[:-2], 3, 3)
    return rotation


def rotation_about_z(angle: float) -> Array:
    """Return the rotation matrix (3, 3) about z by an angle [rad]."""
    c, s = math.cos(angle), math.sin(angle)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def yaw_of(rotation: Array) -> float:
    """Return where the x axis of a rotation matrix (3, 3) points, about z [rad]."""
    return math.atan2(rotation[1, 0], rotation[0, 0])


def rotation_of(yaw: float, pitch: float) -> Array:
    """Return R_z(yaw) R_y(pitch) (3, 3): pitched [rad], then turned [rad]."""
    return np.array(turn_rows((math.cos(yaw), math.sin(yaw)), pitch))


def turn_rows(heading: tuple[float, float], pitch: float) -> Rows:
    """Return the rows of `rotation_of` for the cosine and sine of a yaw."""
    (c, s), along, down = heading, math.cos(pitch), math.sin(pitch)
    return (
        (c * along, -s, c * down),
        (s * along, c, s * down),
        (-down, 0.0, along),
    )


def tilt_to(normal: Array) -> Array:
    """Return the smallest rotation (3, 3) that brings z to a unit vector (3,)."""
    x, y, z = normal.tolist()
    if x == 0.0 and y == 0.0:
        return np.eye(3)
    return np.array(tilt_rows(x, y, z))


def tilt_rows(x: float, y: float, z: float) -> Rows:
    """Return the rows of `tilt_to`: Rodrigues' formula for the axis z × n."""
    k = 1.0 / (1.0 + z)
    return (
        (1.0 - k * x * x, -k * x * y, x),
        (-k * x * y, 1.0 - k * y * y, y),
        (-x, -y, z),
    )


def pose_multiply(pose_b_in_a: Array, pose_c_in_b: Array) -> Array:
    """Return the pose (..., 7) of C in A [m, quaternion]."""
    position = pose_b_in_a[..., :3] + rotate(pose_b_in_a[..., 3:], pose_c_in_b[..., :3])
    quaternion = quaternion_multiply(pose_b_in_a[..., 3:], pose_c_in_b[..., 3:])
    return np.concatenate((position, quaternion), axis=-1)


def pose_inverse(pose_b_in_a: Array) -> Array:
    """Return the pose (..., 7) of A in B [m, quaternion]."""
    quaternion = quaternion_inverse(pose_b_in_a[..., 3:])
    return np.concatenate(
        (-rotate(quaternion, pose_b_in_a[..., :3]), quaternion), axis=-1
    )


def move_twist(twist: Array, from_point: Array, to_point: Array) -> Array:
    """Return a rigid body's twist (..., 6) [m/s, rad/s] at another of its points.

    v_B = v_A + ω × (B − A).

    Args:
        twist: (..., 6) linear velocity of A, then angular velocity.
        from_point: (..., 3) A [m].
        to_point: (..., 3) B [m].
    """
    angular = twist[..., 3:]
    linear = twist[..., :3] + cross(angular, np.asarray(to_point) - from_point)
    return np.concatenate((linear, angular), axis=-1)


def skew(vector: Array) -> Array:
    """Return the matrix (3, 3) of a vector's (3,) cross product."""
    x, y, z = vector.tolist()
    return np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])


def rotation_exponential(vector: Array) -> Array:
    """Return the rotation matrix (3, 3) of a rotation vector (3,) [rad], Rodrigues'."""
    x, y, z = vector.tolist()
    square = x * x + y * y + z * z
    if square < SMALL_ANGLE**2:  # to second order, where the quotients are 0 / 0
        a, b = 1.0, 0.5
    else:
        angle = math.sqrt(square)
        a, b = math.sin(angle) / angle, (1.0 - math.cos(angle)) / square
    c = 1.0 - b * square
    return np.array(
        [
            [c + b * x * x, b * x * y - a * z, b * x * z + a * y],
            [b * x * y + a * z, c + b * y * y, b * y * z - a * x],
            [b * x * z - a * y, b * y * z + a * x, c + b * z * z],
        ]
    )


def rotation_logarithm(rotation: Array) -> Array:
    """Return the rotation vector (3,) [rad] of a matrix (3, 3), less than π from I."""
    (a, b, c), (d, e, f), (g, h, i) = rotation.tolist()
    x, y, z = 0.5 * (h - f), 0.5 * (c - g), 0.5 * (d - b)
    sine = math.sqrt(x * x + y * y + z * z)
    angle = math.atan2(sine, 0.5 * (a + e + i - 1.0))
    factor = angle / sine if sine > SMALL_ANGLE else 1.0
    return np.array([factor * x, factor * y, factor * z])


def quaternion_from_rotation(rotation: Array) -> Array:
    """Return the quaternion (4,) of a rotation matrix (3, 3), Shepperd's."""
    (a, b, c), (d, e, f), (g, h, i) = rotation.tolist()
    four = (1.0 + a - e - i, 1.0 - a + e - i, 1.0 - a - e + i, 1.0 + a + e + i)
    largest = max(range(4), key=four.__getitem__)
    rows = (
        (four[0], b + d, c + g, h - f),
        (b + d, four[1], f + h, c - g),
        (c + g, f + h, four[2], d - b),
        (h - f, c - g, d - b, four[3]),
    )
    quaternion = np.array(rows[largest])
    unit: Array = quaternion / math.sqrt(quaternion @ quaternion)
    return unit
