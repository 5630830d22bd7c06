"""The loops of `_joint_reaction`, to be compiled: arrays in, arrays written."""

import math

from relaywalk.compilation import inlined
from relaywalk.engines._joint_reaction import SLIDES, TURNS, Indices
from relaywalk.types import GRAVITY, Array

Vector = tuple[float, float, float]
Quaternion = tuple[float, float, float, float]


def write_states(
    states: Array,
    joints: Array,
    inboard: Indices,
    joint_in_parent: Array,
    axis: Array,
    link_in_com: Array,
) -> None:
    """Write the states of all links, from the roots' outwards.

    Args:
        states: (a + k, 13) of the roots, and of the links, which are written: pose of
            the inertial frame, velocity of the CoM, angular velocity, world axes.
        joints: (2, n) positions and velocities.
        inboard: (k, 3) as in `LinkTree`, as all that follow.
        joint_in_parent: (k, 7).
        axis: (k, 3).
        link_in_com: (k, 7).
    """
    roots = len(states) - len(inboard)
    for k in range(len(inboard)):
        parent, joint, kind = states[inboard[k, 0]], inboard[k, 1], inboard[k, 2]
        place, link, state = joint_in_parent[k], link_in_com[k], states[roots + k]
        above = (parent[3], parent[4], parent[5], parent[6])
        quaternion = multiplied(above, (place[3], place[4], place[5], place[6]))
        i, j, m = axis[k]
        if kind == TURNS:
            quaternion = multiplied(quaternion, about((i, j, m), joints[0, joint]))
        # from the parent's CoM to the link's origin
        a, b, c = turned(above, (place[0], place[1], place[2]))
        f, g, h = turned(quaternion, (i, j, m))
        p, q, r = parent[10], parent[11], parent[12]
        u, v, w = parent[7], parent[8], parent[9]
        if kind == SLIDES:
            shift, speed = joints[0, joint], joints[1, joint]
            a, b, c = a + f * shift, b + g * shift, c + h * shift
            u, v, w = u + f * speed, v + g * speed, w + h * speed
        u, v, w = u + q * c - r * b, v + r * a - p * c, w + p * b - q * a
        if kind == TURNS:
            rate = joints[1, joint]
            p, q, r = p + f * rate, q + g * rate, r + h * rate
        # from the origin to the CoM
        x, y, z = turned(quaternion, (-link[0], -link[1], -link[2]))
        state[0], state[1] = parent[0] + a + x, parent[1] + b + y
        state[2] = parent[2] + c + z
        state[3], state[4], state[5], state[6] = quaternion
        state[7], state[8] = u + q * z - r * y, v + r * x - p * z
        state[9] = w + p * y - q * x
        state[10], state[11], state[12] = p, q, r


def write_motion(
    states: Array, mass: Array, principal: Array, link_in_com: Array, motion: Array
) -> None:
    """Write the links' motion.

    Args:
        states: (a + k, 13) of roots and links as in `write_states`.
        mass: (k,) as in `LinkTree`, as all that follow.
        principal: (k, 3).
        link_in_com: (k, 7).
        motion: (k, 16) written, as the values of a `LinkMotion`.
    """
    roots = len(states) - len(motion)
    for k in range(len(motion)):
        state, link, row, m = states[roots + k], link_in_com[k], motion[k], mass[k]
        x, y, z = state[0], state[1], state[2]
        quaternion = (state[3], state[4], state[5], state[6])
        a, b, c = turned(quaternion, (link[0], link[1], link[2]))
        p, q, r = turned_back(quaternion, (state[10], state[11], state[12]))
        spin = (principal[k, 0] * p, principal[k, 1] * q, principal[k, 2] * r)
        p, q, r = turned(quaternion, spin)
        u, v, w = m * state[7], m * state[8], m * state[9]
        row[0], row[1], row[2] = x, y, z
        row[3], row[4], row[5] = x + a, y + b, z + c
        frame = multiplied(quaternion, (link[3], link[4], link[5], link[6]))
        row[6], row[7], row[8], row[9] = frame
        row[10], row[11], row[12] = u, v, w
        row[13], row[14] = p + y * w - z * v, q + z * u - x * w
        row[15] = r + x * v - y * u


def write_reactions(
    before: Array,
    after: Array,
    duration: float,
    fraction: float,
    external: Array,
    mass: Array,
    inboard: Indices,
    roots: int,
    joint_links: Indices,
    wrench: Array,
) -> None:
    """Write the mean joint wrenches.

    Args:
        before: (k, 16) values of the `LinkMotion` at the start of the period.
        after: (k, 16) at its end.
        duration: Of the `Period` [s].
        fraction: Of the `Period`.
        external: (k, 6) as `LinkTree.reactions` wants it; used up.
        mass: (k,) as in `LinkTree`.
        inboard: (k, 3) likewise.
        roots: How many there are.
        joint_links: (n,) as in `LinkTree`.
        wrench: (n, 6) written, each in its child's frame [N, N·m].
    """
    for k in range(len(mass)):
        start, end, need = before[k], after[k], external[k]
        for i in range(6):
            need[i] = (end[10 + i] - start[10 + i]) / duration - need[i]
        weight = GRAVITY * mass[k]
        need[2] += weight
        # the moment of (0, 0, m g) at the CoM about the world's origin
        need[3] += weight * (start[1] + fraction * (end[1] - start[1]))
        need[4] -= weight * (start[0] + fraction * (end[0] - start[0]))
    # children have higher numbers than parents, so backwards each is complete
    for k in range(len(mass) - 1, -1, -1):
        if inboard[k, 0] >= roots:
            external[inboard[k, 0] - roots] += external[k]
    for n in range(len(joint_links)):
        k = joint_links[n]
        start, end, need, row = before[k], after[k], external[k], wrench[n]
        x, y, z = origin(start, end, fraction)
        a, b, c = need[0], need[1], need[2]
        p, q = need[3] - (y * c - z * b), need[4] - (z * a - x * c)
        moment = (p, q, need[5] - (x * b - y * a))
        quaternion = between(start[6:10], end[6:10], fraction)
        row[0], row[1], row[2] = turned_back(quaternion, (a, b, c))
        row[3], row[4], row[5] = turned_back(quaternion, moment)


@inlined
def about(axis: Vector, angle: float) -> Quaternion:
    """Return the quaternion of a rotation about an axis.

    PyBullet takes an axis of any length; its rates are then as long.
    """
    x, y, z = axis
    s = math.sin(0.5 * angle) / math.sqrt(x * x + y * y + z * z)
    return s * x, s * y, s * z, math.cos(0.5 * angle)


@inlined
def origin(start: Array, end: Array, fraction: float) -> Vector:
    """Return where a frame is, a fraction of the way between two rows of motion."""
    return (
        start[3] + fraction * (end[3] - start[3]),
        start[4] + fraction * (end[4] - start[4]),
        start[5] + fraction * (end[5] - start[5]),
    )


@inlined
def multiplied(left: Quaternion, right: Quaternion) -> Quaternion:
    """Return the quaternion of the rotation `right`, then `left`."""
    (x, y, z, w), (a, b, c, d) = left, right
    return (
        w * a + d * x + y * c - z * b,
        w * b + d * y + z * a - x * c,
        w * c + d * z + x * b - y * a,
        w * d - x * a - y * b - z * c,
    )


@inlined
def turned(quaternion: Quaternion, vector: Vector) -> Vector:
    """Return R(quaternion) · vector."""
    (x, y, z, w), (a, b, c) = quaternion, vector
    p, q, r = 2.0 * (y * c - z * b), 2.0 * (z * a - x * c), 2.0 * (x * b - y * a)
    return (
        a + w * p + y * r - z * q,
        b + w * q + z * p - x * r,
        c + w * r + x * q - y * p,
    )


@inlined
def turned_back(quaternion: Quaternion, vector: Vector) -> Vector:
    """Return R(quaternion)ᵀ · vector."""
    x, y, z, w = quaternion
    return turned((-x, -y, -z, w), vector)


@inlined
def between(start: Array, end: Array, fraction: float) -> Quaternion:
    """Return the unit quaternion that is a fraction of the way from one to the next.

    Quaternions that are opposite stand for one rotation.
    """
    x, y, z, w = start
    a, b, c, d = end
    if x * a + y * b + z * c + w * d < 0.0:
        a, b, c, d = -a, -b, -c, -d
    x, y = x + fraction * (a - x), y + fraction * (b - y)
    z, w = z + fraction * (c - z), w + fraction * (d - w)
    size = math.sqrt(x * x + y * y + z * z + w * w)
    return x / size, y / size, z / size, w / size
