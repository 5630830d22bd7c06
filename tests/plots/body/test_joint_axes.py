"""The picture of the joints: every joint named once, no label over another."""

import numpy as np
import pytest

from relaywalk.plots.body.joint_axes import AT, _looking, draw_joints
from relaywalk.plots.body.shapes import body_view
from relaywalk.robots.catalogue import robot_card


@pytest.fixture(params=["kuavo_4_pro", "kuavo_5", "human"])
def card(request):
    return robot_card(request.param)


def fingers(card):
    hands = ("left_hand", "right_hand")
    return {joint for hand in hands for joint in card.groups.get(hand, ())}


def test_every_joint_is_named_with_its_positive_direction(card):
    (axes,) = draw_joints(card).axes
    said = [text.get_text() for text in axes.texts]
    shown = [joint for joint in card.joints if joint not in fingers(card)]
    expected = [card.full_name(joint) for joint in shown]
    expected += [f"+ {card.joint_names[joint].positive}" for joint in shown]
    assert sorted(said) == sorted(expected)


def test_no_words_overlap_or_leave_the_page(card):
    figure = draw_joints(card)
    figure.draw_without_rendering()
    boxes = [
        text.get_window_extent() for text in (*figure.axes[0].texts, *figure.texts)
    ]
    for i, box in enumerate(boxes):
        assert figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1
        assert figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1
        for other in boxes[:i]:
            assert not box.padded(-1.5).overlaps(other)


def test_an_arrow_turns_against_the_clock_where_its_axis_points_to_who_looks():
    card = robot_card("kuavo_4_pro")
    (axes,) = draw_joints(card).axes
    view = body_view(card, np.zeros(len(card.joints)), _looking())
    arcs = [line.get_xydata() for line in axes.lines if len(line.get_xydata()) > 2]
    assert len(arcs) == len(card.joints) - len(fingers(card))
    for arc in arcs:
        x, y = (arc - arc.mean(axis=0)).T
        area = np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])
        index = min(
            range(len(card.joints)),
            key=lambda i: np.linalg.norm(
                view.joints[i] + AT * view.axes[i, :2] - 0.5 * (arc.min(0) + arc.max(0))
            ),
        )
        assert area * view.axes[index, 2] > 0.0


def test_the_axis_of_a_joint_is_what_it_turns_about(card):
    from scipy.spatial.transform import Rotation

    from relaywalk.robots.free_body import FreeBody
    from relaywalk.types import RobotState

    body, count, step = FreeBody(card), len(card.joints), 1e-4

    def state(position):
        base = np.array([0.1, 0.2, 0.3, 0.0, 0.0, 0.6, 0.8])
        return RobotState(0.0, base, np.zeros(6), position, np.zeros(count))

    rest = np.linspace(0.1, 0.3, count)
    axes = body.joint_axes(state(rest))
    for index, joint in enumerate(card.joints):
        moved = rest.copy()
        moved[index] += step
        before = Rotation.from_matrix(body.joint_rotation(state(rest), joint))
        after = Rotation.from_matrix(body.joint_rotation(state(moved), joint))
        turned = (after * before.inv()).as_rotvec() / step
        np.testing.assert_allclose(turned, axes[index], atol=1e-6)
