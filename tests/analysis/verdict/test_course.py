"""A course is followed along its path: laps, crossings, both ends, the ground."""

import math

import numpy as np
import pytest

from relaywalk.analysis.verdict.course import Course
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.terrain import Terrain

SQUARE = [(2.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]
STARTS = [PlanarPose(0.0, 0.0, 0.0), PlanarPose(1000.0, -7.0, 2.4)]
# a loop that crosses its own beginning at (3, 0)
CROSSING = [(0.0, 0.0), (6.0, 0.0), (6.0, 3.0), (3.0, 3.0), (3.0, -3.0)]


def along(path, distances, across=0.0):
    """Return the places (rows, 2) at distances along a path, off to the left."""
    return np.array([path.at(s).transform(0.0, across) for s in distances])


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("across", [0.0, 0.15, -0.15])
def test_two_laps_are_twice_as_far_as_one(start, across):
    local = PlanarPath.through([*SQUARE, *SQUARE, SQUARE[0]], 1.0)
    path = local.placed(start)
    distances = np.linspace(0.0, path.length, 3000)
    trace = Course("robot", path).trace(along(path, distances, across), 0.0)
    np.testing.assert_allclose(trace.along, distances, atol=1e-9)
    np.testing.assert_allclose(trace.off, abs(across), atol=1e-9)
    assert path.length == pytest.approx(32.0 + 2.0 * 4.0 * (np.pi / 2.0 - 2.0))


def test_who_stands_while_the_loop_closes_has_walked_no_lap():
    path = PlanarPath.through([*SQUARE, SQUARE[0]], 1.0)
    trace = Course("robot", path).trace(np.tile([2.0, 0.0], (50, 1)), 0.0)
    np.testing.assert_allclose(trace.along, 0.0, atol=1e-12)


def test_a_crossing_is_passed_straight_on():
    path = PlanarPath.through(CROSSING, 1.0)
    distances = np.linspace(0.0, path.length, 2000)
    trace = Course("robot", path).trace(along(path, distances), 0.0)
    np.testing.assert_allclose(trace.along, distances, atol=1e-9)


def test_a_short_cut_is_off_the_path_and_no_way_along_it():
    path = PlanarPath.through(CROSSING, 1.0)
    down = np.stack((np.full(600, 3.0), np.linspace(0.0, -3.0, 600)), axis=1)
    there = along(path, np.linspace(0.0, 3.0, 600))
    trace = Course("robot", path).trace(np.concatenate((there, down)), 0.0)
    assert trace.along[-1] == pytest.approx(3.0)
    assert trace.off[-1] == pytest.approx(3.0)


def test_a_path_goes_straight_on_before_its_start_and_after_its_end():
    path = PlanarPath.through([(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)], 0.5)
    distances = np.concatenate(
        (np.linspace(0.0, -0.4, 50), np.linspace(-0.4, 4.0, 500))
    )
    trace = Course("robot", path).trace(along(path, distances), 0.0)
    np.testing.assert_allclose(trace.along, distances, atol=1e-9)
    np.testing.assert_allclose(trace.off, 0.0, atol=1e-9)


def test_a_recording_that_begins_late_begins_anywhere_on_the_path():
    path = PlanarPath.through(CROSSING, 1.0)
    distances = np.linspace(9.0, 10.0, 50)
    trace = Course("robot", path).trace(along(path, distances), 12.0)
    np.testing.assert_allclose(trace.along, distances, atol=1e-9)


def test_clearance_is_the_height_over_the_ground_below():
    slope = Terrain((Plane(0.0, math.atan(0.1)),))
    course = Course("robot", PlanarPath.straight(STARTS[0], 1.0), slope)
    points = np.array([[0.0, 0.0, 0.5], [2.0, 1.0, 0.5]])
    np.testing.assert_allclose(course.clearance(points), [0.5, 0.3])
