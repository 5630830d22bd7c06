"""Meshes of a body, as their files hold them."""

from collections.abc import Sequence
from pathlib import Path

import coal
import numpy as np
from numpy.typing import NDArray

from relaywalk.errors import CardError
from relaywalk.types import Array

Triangles = NDArray[np.int64]


def read_mesh(path: Path, scale: Sequence[float]) -> tuple[Array, Triangles]:
    """Return corners (k, 3) [m] and triangles (t, 3), indices of corners.

    Args:
        path: Of the file; STL, OBJ, COLLADA.
        scale: (3,) of its axes [-].

    Raises:
        CardError: It cannot be read.
    """
    try:
        mesh = coal.MeshLoader().load(str(path), np.array(scale))
    except (ValueError, RuntimeError) as error:
        raise CardError(f"{path}: cannot be read as a mesh: {error}") from error
    points = np.array(mesh.vertices(), dtype=np.float64)
    faces = [mesh.tri_indices(number) for number in range(mesh.num_tris)]
    return points, np.array([[f[0], f[1], f[2]] for f in faces], dtype=np.int64)
