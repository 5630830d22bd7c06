"""The loops of `_pybullet_wrenches`, to be compiled: arrays in, arrays written."""

from relaywalk.compilation import inlined
from relaywalk.engines._contact_sum import Indices
from relaywalk.engines._wrench_loops import add_wrench
from relaywalk.types import Array


def add_contacts(
    points: Array,
    steps: int,
    root_row: Indices,
    link_row: Indices,
    frame_of: Indices,
    frame_row: Indices,
    prop_of: Indices,
    before: Array,
    after: Array,
    external: Array,
    frames: Array,
    props: Array,
    grips: Array,
) -> None:
    """Add mean wrenches of contact points.

    Args:
        points: (c, 23) as `Reading.contacts` gives them.
        steps: Physics steps of the period.
        root_row: Of each body, its root's place among all links.
        link_row: Of each link, its row in the tree; beyond its end for none.
        frame_of: Of each link, its contact frame; beyond the last for none.
        frame_row: Of each contact frame, its link's row in the tree.
        prop_of: Of each link, the prop that it is; −1 for none.
        before: (k, 16) values of the `LinkMotion` at the start of the period.
        after: (k, 16) at its end.
        external: (k, 6) added to: on each link, about the world's origin [N, N·m].
        frames: (f, 6) added to: on each contact frame, at its origin [N, N·m].
        props: (f, p, 6) added to: of each prop on each contact frame, likewise.
        grips: (f, p) added to: magnitudes of their normal forces [N].
    """
    for c in range(len(points)):
        point = points[c]
        first = root_row[int(point[1])] + int(point[2]) + 1
        second = root_row[int(point[3])] + int(point[4]) + 1
        for side in range(2):
            share = (1.0 - 2.0 * side) / steps
            u, v, w, x, y, z = on_side(point, side, share)
            link, other = (second, first) if side else (first, second)
            row, frame, prop = link_row[link], frame_of[link], prop_of[other]
            if row < len(external):
                add_wrench(external[row], u, v, w, x, y, z)
            if frame == len(frames):
                continue
            a, b, h = origin(before, after, frame_row[frame], point[0] / steps)
            add_wrench(frames[frame], u, v, w, x - a, y - b, z - h)
            if prop >= 0:
                add_wrench(props[frame, prop], u, v, w, x - a, y - b, z - h)
                grips[frame, prop] += point[5] / steps


def any_noted(points: Array, root_row: Indices, noted: Array) -> bool:
    """Say whether a contact point is of two links whose contact is noted.

    Args:
        points: (c, 23) as `Reading.contacts` gives them.
        root_row: Of each body, its root's place among all links.
        noted: (links, links) whether their contact is noted.
    """
    for c in range(len(points)):
        first = root_row[int(points[c, 1])] + int(points[c, 2]) + 1
        second = root_row[int(points[c, 3])] + int(points[c, 4]) + 1
        if noted[first, second]:
            return True
    return False


@inlined
def on_side(
    point: Array, side: int, share: float
) -> tuple[float, float, float, float, float, float]:
    """Return a share of the force on one side of a point in world, and where it is."""
    a, b, h = share * point[5], share * point[6], share * point[7]
    u = a * point[14] + b * point[17] + h * point[20]
    v = a * point[15] + b * point[18] + h * point[21]
    w = a * point[16] + b * point[19] + h * point[22]
    x, y, z = point[8 + 3 * side : 11 + 3 * side]
    return u, v, w, x, y, z


@inlined
def origin(
    before: Array, after: Array, row: int, fraction: float
) -> tuple[float, float, float]:
    """Return where a link's frame is, a fraction of the way through the period."""
    start, end = before[row], after[row]
    return (
        start[3] + fraction * (end[3] - start[3]),
        start[4] + fraction * (end[4] - start[4]),
        start[5] + fraction * (end[5] - start[5]),
    )
