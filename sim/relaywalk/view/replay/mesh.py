"""Meshes for the page: few corners, and these as whole numbers.

Corners that share a cell of a grid become one, in their mean (vertex clustering,
Rossignac and Borrel, "Multi-resolution 3D approximations for rendering complex scenes",
1993); triangles of which two corners fell together vanish. The grid is made coarser
until few enough corners are left.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from relaywalk.robots.mesh import Triangles, read_mesh
from relaywalk.types import Array

CORNERS = 600  # of one mesh, at most
FINEST = 64  # cells along a mesh's longest edge, at first
STEPS = 65535  # of a corner's place, from one side of the mesh to the other [-]


def page_mesh(path: Path, scale: Sequence[float]) -> dict[str, Any]:
    """Return a mesh as the page takes it.

    `corner` (3,) and `step` (3,) [m] place the whole numbers `points` (3 k,): a corner
    is at corner + step · point; `triangles` (3 t,) are indices of corners.

    Args:
        path: Of the file; STL, OBJ, COLLADA.
        scale: (3,) of its axes [-].

    Raises:
        CardError: It cannot be read.
    """
    return _page_mesh(path, tuple(scale))


@lru_cache(maxsize=256)
def _page_mesh(path: Path, scale: tuple[float, ...]) -> dict[str, Any]:
    """Return the mesh; links often share one."""
    points, triangles = decimated(*read_mesh(path, scale), CORNERS)
    low, high = points.min(axis=0), points.max(axis=0)
    step = np.maximum(high - low, 1e-9) / STEPS
    return {
        "corner": low.tolist(),
        "step": step.tolist(),
        "points": np.rint((points - low) / step).astype(int).ravel().tolist(),
        "triangles": triangles.ravel().tolist(),
    }


def decimated(
    points: Array, triangles: Triangles, corners: int
) -> tuple[Array, Triangles]:
    """Return a mesh with at most so many corners.

    Args:
        points: (k, 3) corners [m].
        triangles: (t, 3) indices of corners.
        corners: At most.
    """
    cells = FINEST
    small = _clustered(points, triangles, 16 * FINEST)  # corners that are the same
    while len(small[0]) > corners and cells > 2:
        small = _clustered(points, triangles, cells)
        cells = cells * 4 // 5
    return small


def _clustered(
    points: Array, triangles: Triangles, cells: int
) -> tuple[Array, Triangles]:
    """Return a mesh whose corners in one cell of a grid are one."""
    low = points.min(axis=0)
    edge = max(float(np.ptp(points, axis=0).max()), 1e-9) / cells
    keys = np.floor((points - low) / edge).astype(np.int64)
    _, first, of = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    of, count = of.ravel(), len(first)
    sums = np.stack([np.bincount(of, axis, count) for axis in points.T], axis=1)
    mean = sums / np.bincount(of, minlength=count)[:, None]
    moved = of[triangles]
    a, b, c = moved.T
    return mean, moved[(a != b) & (b != c) & (c != a)]
