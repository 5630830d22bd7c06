"""Meshes get few corners and keep their shape."""

import struct

import numpy as np
import pytest
from scipy.spatial import ConvexHull

from relaywalk.errors import CardError
from relaywalk.view.replay.mesh import CORNERS, decimated, page_mesh


def ball(corners):
    """Return a ball of radius 1 with so many corners, as points and triangles."""
    index = np.arange(corners) + 0.5
    height, angle = 1.0 - 2.0 * index / corners, np.pi * (1.0 + 5.0**0.5) * index
    flat = np.sqrt(1.0 - height**2)
    points = np.stack((flat * np.cos(angle), flat * np.sin(angle), height), axis=1)
    return points, ConvexHull(points).simplices.astype(np.int64)


def test_a_mesh_with_few_corners_stays_as_it_is():
    points, triangles = ball(100)
    fewer, left = decimated(points, triangles, CORNERS)
    assert len(fewer) == 100
    assert len(left) == len(triangles)


def test_a_fine_mesh_gets_few_corners_near_its_surface():
    fewer, left = decimated(*ball(20000), CORNERS)
    assert CORNERS / 4 < len(fewer) <= CORNERS
    assert left.max() < len(fewer)
    assert np.abs(np.linalg.norm(fewer, axis=1) - 1.0).max() < 0.05


def test_a_file_comes_in_metres(tmp_path):
    points, triangles = ball(60)
    facets = (struct.pack("<12fH", 0, 0, 0, *points[t].ravel(), 0) for t in triangles)
    data = bytes(80) + struct.pack("<I", len(triangles)) + b"".join(facets)
    (tmp_path / "ball.stl").write_bytes(data)
    made = page_mesh(tmp_path / "ball.stl", (0.001, 0.001, 0.001))
    numbers = np.array(made["points"]).reshape(-1, 3)
    placed = np.array(made["corner"]) + np.array(made["step"]) * numbers
    np.testing.assert_allclose(np.linalg.norm(placed, axis=1), 1e-3, atol=1e-7)
    assert len(made["triangles"]) == 3 * len(triangles)


def test_a_broken_file_is_named(tmp_path):
    (tmp_path / "broken.stl").write_bytes(b"no mesh")
    with pytest.raises(CardError, match=r"broken.stl: cannot be read as a mesh"):
        page_mesh(tmp_path / "broken.stl", (1.0, 1.0, 1.0))
