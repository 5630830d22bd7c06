"""The loops of `_frame_motion`, to be compiled: arrays in, arrays written.

Plain arrays, for to take a tuple of them apart costs as much as all the work.
"""

from relaywalk.compilation import inlined
from relaywalk.types import Array


def write_by_loops(
    jacobian: Array,
    rate: Array,
    velocity: Array,
    joint_placement: Array,
    frame_placement: Array,
    moved: Array,
    frame_jacobian: Array,
    state: Array,
) -> None:
    """Write how frames move; arguments as the fields of the three tuples there.

    Args:
        jacobian: (nv, 6) of the joints.
        rate: (nv, 6) likewise J̇.
        velocity: (nv,) v.
        joint_placement: (f, 12).
        frame_placement: (f, 12).
        moved: (f, nv).
        frame_jacobian: (f, 6, nv), written.
        state: (f, 24), written.
    """
    state[:, :12] = 0.0
    for f in range(len(moved)):
        _place(joint_placement[f], frame_placement[f], state[f])
        x, y, z = state[f, 12], state[f, 13], state[f, 14]
        for column in range(len(velocity)):
            if moved[f, column] == 0.0:
                frame_jacobian[f, :, column] = 0.0
                continue
            speed = velocity[column]
            a, b, c, d, e, g = jacobian[column]
            moves = (a + e * z - g * y, b + g * x - d * z, c + d * y - e * x, d, e, g)
            a, b, c, d, e, g = rate[column]
            turns = (a + e * z - g * y, b + g * x - d * z, c + d * y - e * x, d, e, g)
            for row in range(6):
                frame_jacobian[f, row, column] = moves[row]
                state[f, row] += moves[row] * speed
                state[f, 6 + row] += turns[row] * speed
        u, v, w, p, q, r = state[f, :6]
        state[f, 6] += q * w - r * v
        state[f, 7] += r * u - p * w
        state[f, 8] += p * v - q * u


@inlined
def _place(joint: Array, inside: Array, state: Array) -> None:
    """Write a frame's position and rotation from its joint's and its own in there."""
    for i in range(3):
        state[12 + i] = joint[i]
        for k in range(3):
            state[12 + i] += joint[3 + 3 * k + i] * inside[k]
        for j in range(3):
            entry = 0.0
            for k in range(3):
                entry += joint[3 + 3 * k + i] * inside[3 + 3 * j + k]
            state[15 + 3 * i + j] = entry
