"""The loops of `_mujoco_reading`, to be compiled."""

from relaywalk.engines._contact_sum import Indices
from relaywalk.engines._wrench_loops import add_wrench
from relaywalk.types import Array


def add_joint_wrenches(
    interaction: Array,
    com: Array,
    origin: Array,
    rotation: Array,
    root: Indices,
    joints: Indices,
    wrench: Array,
) -> None:
    """Add the joints' wrenches of one physics step.

    Args:
        interaction: (b, 6) MuJoCo's cfrc_int: moment about the CoM of the body's tree,
            then force, world axes.
        com: (b, 3) CoM of the tree under each body [m].
        origin: (b, 3) of each body's frame [m].
        rotation: (b, 9) of each body to world, row by row.
        root: (b,) root of each body's tree.
        joints: (n,) bodies beyond the joints.
        wrench: (n, 6) added to: at the joint, in the child's axes [N, N·m].
    """
    for n in range(len(joints)):
        body = joints[n]
        tree = root[body]
        x, y, z = interaction[body, 3], interaction[body, 4], interaction[body, 5]
        a = com[tree, 0] - origin[body, 0]
        b = com[tree, 1] - origin[body, 1]
        c = com[tree, 2] - origin[body, 2]
        p = interaction[body, 0] + (b * z - c * y)
        q = interaction[body, 1] + (c * x - a * z)
        r = interaction[body, 2] + (a * y - b * x)
        for i in range(3):
            u, v, w = rotation[body, i], rotation[body, 3 + i], rotation[body, 6 + i]
            wrench[n, i] += u * x + v * y + w * z
            wrench[n, 3 + i] += u * p + v * q + w * r


def add_frame_wrenches(
    external: Array,
    pushed: Array,
    com: Array,
    origin: Array,
    mass_centre: Array,
    root: Indices,
    held: Indices,
    wrench: Array,
) -> None:
    """Add the contact frames' wrenches of one physics step, pushes left out.

    Args:
        external: (b, 6) MuJoCo's cfrc_ext, as cfrc_int.
        pushed: (b, 6) xfrc_applied: force at the body's CoM, then moment.
        com: (b, 3) CoM of the tree under each body [m].
        origin: (b, 3) of each body's frame [m].
        mass_centre: (b, 3) of each body [m].
        root: (b,) root of each body's tree.
        held: (k, 3) body, its contact frame, and the body that has that frame.
        wrench: (f, 6) added to: at the frame, world axes [N, N·m].
    """
    for k in range(len(held)):
        body, frame, home = held[k]
        f, g, h = pushed[body, 0], pushed[body, 1], pushed[body, 2]
        x, y, z = external[body, 3] - f, external[body, 4] - g, external[body, 5] - h
        tree = com[root[body]]
        a, b, c = tree - mass_centre[body]
        p = external[body, 0] - pushed[body, 3] + (b * h - c * g)
        q = external[body, 1] - pushed[body, 4] + (c * f - a * h)
        r = external[body, 2] - pushed[body, 5] + (a * g - b * f)
        a, b, c = tree - origin[home]
        wrench[frame, 0] += x
        wrench[frame, 1] += y
        wrench[frame, 2] += z
        wrench[frame, 3] += p + (b * z - c * y)
        wrench[frame, 4] += q + (c * x - a * z)
        wrench[frame, 5] += r + (a * y - b * x)


def add_prop_wrenches(
    geoms: Indices,
    address: Indices,
    axes: Array,
    point: Array,
    force: Array,
    origin: Array,
    body: Indices,
    frame_of: Indices,
    prop_of: Indices,
    homes: Indices,
    wrench: Array,
    grip: Array,
) -> None:
    """Add what each prop exerts on each contact frame's links in one physics step.

    Cones are elliptic: a contact's first three rows are its force along its axes.

    Args:
        geoms: (c, 2) shapes of each contact.
        address: (c,) of its first constraint row; −1 where it bears nothing.
        axes: (c, 9) normal and both tangents, from the first shape to the second.
        point: (c, 3) where it is [m].
        force: (rows,) of each constraint row, on the second shape [N].
        origin: (b, 3) of each body's frame [m].
        body: Of each shape.
        frame_of: (b,) contact frame of each body; beyond the last for none.
        prop_of: (b,) prop that each body is; −1 for none.
        homes: (f,) body that has each contact frame.
        wrench: (f, p, 6) added to: at the frame, world axes [N, N·m].
        grip: (f, p) added to: magnitudes of the normal forces [N].
    """
    for k in range(len(address)):
        row = address[k]
        if row < 0:
            continue
        for side in range(2):
            frame = frame_of[body[geoms[k, side]]]
            prop = prop_of[body[geoms[k, 1 - side]]]
            if frame == len(homes) or prop < 0:
                continue
            sign = 2.0 * side - 1.0
            u, v, w = sign * force[row], sign * force[row + 1], sign * force[row + 2]
            x = u * axes[k, 0] + v * axes[k, 3] + w * axes[k, 6]
            y = u * axes[k, 1] + v * axes[k, 4] + w * axes[k, 7]
            z = u * axes[k, 2] + v * axes[k, 5] + w * axes[k, 8]
            a, b, c = point[k] - origin[homes[frame]]
            add_wrench(wrench[frame, prop], x, y, z, a, b, c)
            grip[frame, prop] += force[row]


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
