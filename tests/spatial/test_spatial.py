"""Our small rotations and poses against SciPy's and against their own inverses."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from relaywalk import spatial


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def quaternions(rng, *shape):
    q = rng.normal(size=(*shape, 4))
    return q / np.linalg.norm(q, axis=-1, keepdims=True)


def poses(rng, *shape):
    position = rng.normal(size=(*shape, 3))
    return np.concatenate((position, quaternions(rng, *shape)), axis=-1)


def test_reordering_puts_the_scalar_first(rng):
    q = quaternions(rng, 5)
    np.testing.assert_array_equal(spatial.wxyz_from_xyzw(q)[:, 0], q[:, 3])
    np.testing.assert_array_equal(spatial.wxyz_from_xyzw(q)[:, 1:], q[:, :3])


def test_cross_is_numpys(rng):
    a, b = rng.normal(size=(2, 4, 3))
    np.testing.assert_allclose(spatial.cross(a, b), np.cross(a, b), atol=1e-15)
    np.testing.assert_allclose(spatial.cross(a[0], b), np.cross(a[0], b), atol=1e-15)


def test_products_and_rotations_are_scipys(rng):
    a, b = quaternions(rng, 6), quaternions(rng, 6)
    v = rng.normal(size=(6, 3))
    product = Rotation.from_quat(spatial.quaternion_multiply(a, b))
    expected = Rotation.from_quat(a) * Rotation.from_quat(b)
    np.testing.assert_allclose(product.as_matrix(), expected.as_matrix(), atol=1e-14)
    np.testing.assert_allclose(
        spatial.rotate(a, v), Rotation.from_quat(a).apply(v), atol=1e-14
    )
    np.testing.assert_allclose(
        spatial.rotation_from_quaternion(a),
        Rotation.from_quat(a).as_matrix(),
        atol=1e-14,
    )


def test_rotate_inverse_undoes_rotate(rng):
    q, v = quaternions(rng, 6), rng.normal(size=(6, 3))
    np.testing.assert_allclose(
        spatial.rotate_inverse(q, spatial.rotate(q, v)), v, atol=1e-14
    )


def test_a_pose_times_its_inverse_is_nothing(rng):
    pose = poses(rng, 4)
    identity = spatial.pose_multiply(pose, spatial.pose_inverse(pose))
    np.testing.assert_allclose(identity[:, :6], 0.0, atol=1e-14)
    np.testing.assert_allclose(np.abs(identity[:, 6]), 1.0, atol=1e-14)


def test_pose_product_moves_points_one_after_the_other(rng):
    a, b, point = poses(rng), poses(rng), rng.normal(size=3)

    def moved(pose, point):
        return pose[:3] + spatial.rotate(pose[3:], point)

    np.testing.assert_allclose(
        moved(spatial.pose_multiply(a, b), point), moved(a, moved(b, point)), atol=1e-14
    )


def test_power_does_not_depend_on_the_point(rng):
    wrench, twist = rng.normal(size=(2, 6))
    a, b = rng.normal(size=(2, 3))
    power = wrench @ twist
    moved = wrench.copy()
    moved[3:] += np.cross(a - b, wrench[:3])
    assert moved @ spatial.move_twist(twist, a, b) == pytest.approx(power)


@pytest.mark.parametrize("size", [0.0, 1e-10, 1e-4, 1.0, 3.0])
def test_exponential_and_logarithm_of_a_rotation_are_scipys(rng, size):
    vector = rng.normal(size=3)
    vector *= size / np.linalg.norm(vector)
    matrix = spatial.rotation_exponential(vector)
    expected = Rotation.from_rotvec(vector).as_matrix()
    np.testing.assert_allclose(matrix, expected, atol=1e-15)
    np.testing.assert_allclose(spatial.rotation_logarithm(matrix), vector, atol=1e-14)


def test_the_matrix_of_a_cross_product(rng):
    a, b = rng.normal(size=(2, 3))
    np.testing.assert_allclose(spatial.skew(a) @ b, np.cross(a, b), atol=1e-15)


def test_a_quaternion_of_a_matrix_is_that_of_the_rotation(rng):
    """Also of half turns about each axis, where the scalar is 0."""
    half_turns = np.eye(4)
    for quaternion in (*quaternions(rng, 20), *half_turns):
        matrix = spatial.rotation_from_quaternion(quaternion)
        found = spatial.quaternion_from_rotation(matrix)
        sign = np.sign(found @ quaternion)
        np.testing.assert_allclose(sign * found, quaternion, atol=1e-14)
