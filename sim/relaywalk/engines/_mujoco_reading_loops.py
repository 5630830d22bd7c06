"""The loops of `_mujoco_reading`, to be compiled."""

from relaywalk.engines._contact_sum import Indices
from relaywalk.types import Array


def add_wrenches(
    interaction: Array,
    external: Array,
    pushed: Array,
    com: Array,
    origin: Array,
    mass_centre: Array,
    rotation: Array,
    root: Indices,
    joints: Indices,
    held: Indices,
    joint_wrench: Array,
    frame_wrench: Array,
) -> None:
    """Add the wrenches of one physics step.

    Args:
        interaction: (b, 6) MuJoCo's cfrc_int: moment about the CoM of the body's tree,
            then force, world axes.
        external: (b, 6) cfrc_ext, likewise.
        pushed: (b, 6) xfrc_applied: force at the body's CoM, then moment.
        com: (b, 3) CoM of the tree under each body [m].
        origin: (b, 3) of each body's frame [m].
        mass_centre: (b, 3) of each body [m].
        rotation: (b, 9) of each body to world, row by row.
        root: (b,) root of each body's tree.
        joints: (n,) bodies beyond the joints.
        held: (k, 3) body, its contact frame, and the body that has that frame.
        joint_wrench: (n, 6) added to: at the joint, in the child's axes [N, N·m].
        frame_wrench: (f, 6) added to: at the frame, world axes [N, N·m].
    """
    for n in range(len(joints)):
        body = joints[n]
        tree = root[body]
        x, y, z = interaction[body, 3], interaction[body, 4], interaction[body, 5]
        a = com[tree, 0] - origin[body, 0]
        b = com[tree, 1] - origin[body, 1]
        c = com[tree, 2] - origin[body, 2]
        p = interaction[body, 0] + b * z - c * y
        q = interaction[body, 1] + c * x - a * z
        r = interaction[body, 2] + a * y - b * x
        for i in range(3):
            u, v, w = rotation[body, i], rotation[body, 3 + i], rotation[body, 6 + i]
            joint_wrench[n, i] += u * x + v * y + w * z
            joint_wrench[n, 3 + i] += u * p + v * q + w * r
    for k in range(len(held)):
        body, frame, home = held[k]
        tree = root[body]
        x = external[body, 3] - pushed[body, 0]
        y = external[body, 4] - pushed[body, 1]
        z = external[body, 5] - pushed[body, 2]
        # what is left after the push, which acts at the body's own CoM
        f, g, h = pushed[body, 0], pushed[body, 1], pushed[body, 2]
        a = com[tree, 0] - mass_centre[body, 0]
        b = com[tree, 1] - mass_centre[body, 1]
        c = com[tree, 2] - mass_centre[body, 2]
        p = external[body, 0] - pushed[body, 3] + b * h - c * g
        q = external[body, 1] - pushed[body, 4] + c * f - a * h
        r = external[body, 2] - pushed[body, 5] + a * g - b * f
        a = com[tree, 0] - origin[home, 0]
        b = com[tree, 1] - origin[home, 1]
        c = com[tree, 2] - origin[home, 2]
        frame_wrench[frame, 0] += x
        frame_wrench[frame, 1] += y
        frame_wrench[frame, 2] += z
        frame_wrench[frame, 3] += p + b * z - c * y
        frame_wrench[frame, 4] += q + c * x - a * z
        frame_wrench[frame, 5] += r + a * y - b * x


def any_noted(geoms: Indices, address: Indices, body: Indices, noted: Array) -> bool:
    """Say whether a loaded contact is of two links whose contact is noted.

    Args:
        geoms: (c, 2) shapes of each contact.
        address: (c,) of its first constraint row; −1 where it bears nothing.
        body: Of each shape.
        noted: (links, links) whether their contact is noted.
    """
    for k in range(len(address)):
        if address[k] >= 0 and noted[body[geoms[k, 0]], body[geoms[k, 1]]]:
            return True
    return False
