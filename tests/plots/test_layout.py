"""A figure has no more room than the panels asked for fill."""

import pytest

from relaywalk.plots._axes import grid_shape

PAIR = ["leg_l4_joint", "leg_r4_joint"]
KNEES = [*PAIR, "leg_l3_joint", "leg_r3_joint"]


@pytest.mark.parametrize(
    ("panels", "columns", "shape"),
    [
        (1, 3, (1, 1)),
        (2, 3, (1, 2)),
        (3, 3, (1, 3)),
        (4, 3, (2, 2)),
        (5, 3, (2, 3)),
        (6, 2, (3, 2)),
        (7, 3, (3, 3)),
        (3, 1, (3, 1)),
    ],
)
def test_a_grid_leaves_less_than_a_row_and_a_column_empty(panels, columns, shape):
    assert grid_shape(panels, columns) == shape
    assert 0 <= shape[0] * shape[1] - panels < max(shape)


@pytest.mark.parametrize(
    ("plot", "joints", "panels"),
    [
        ("gait_cycle", PAIR, 1),
        ("gait_cycle", KNEES, 2),
        ("envelope", PAIR[:1], 1),
        ("envelope", PAIR, 2),
        ("envelope", KNEES, 4),
        ("joint_torque", PAIR, 2),
    ],
)
def test_the_panels_asked_for_fill_the_figure(shared_run, plot, joints, panels):
    figure = shared_run(1200).plot(plot, joints=joints)
    figure.draw_without_rendering()
    assert [axes.axison for axes in figure.axes] == [True] * panels
    area = sum(axes.get_tightbbox().width * axes.bbox.height for axes in figure.axes)
    assert area > 0.45 * figure.bbox.width * figure.bbox.height
    right = max(axes.get_tightbbox().x1 for axes in figure.axes)
    assert right > 0.97 * figure.bbox.width
