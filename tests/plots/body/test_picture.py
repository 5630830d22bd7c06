"""Body map: joints where they are, in the colour of their use, none hidden."""

import numpy as np
import pytest

from relaywalk.errors import UnknownName
from relaywalk.plots.body.picture import (
    CLASSES,
    RADIUS,
    body_map,
    body_maps,
    spread,
    used_class,
)
from relaywalk.plots.body.shapes import front_view


def test_every_joint_of_the_walker_is_on_the_picture(shared_run):
    run = shared_run(60)
    (drawn,) = body_maps(run)
    assert drawn.actor == "robot"
    assert [mark.name for mark in drawn.marks] == list(run.cards["robot"].joints)
    loads = {load.joint: load for load in run.loads if load.actor == "robot"}
    for mark in drawn.marks:
        share = 100.0 * loads[mark.name].utilisation_peak
        assert mark.fill == used_class(round(share))[0]
        assert f"({share:.0f} %)" in mark.title
        assert 0.0 < mark.x < drawn.width
        assert 0.0 < mark.y < drawn.height


def numbers(figure):
    return [text.get_text() for text in figure.axes[0].texts[:-2]]  # two name the sides


def test_a_phase_shows_what_was_borne_in_it(shared_run):
    run = shared_run(600)
    for phase in ("stand", "carry"):
        borne = [
            part.load
            for part in run.loads.by_phase
            if (part.phase, part.load.actor) == (phase, "robot")
        ]
        shown = numbers(run.plot("body_map", phase=phase))
        labels = [mark.label for mark in body_map(run.cards["robot"], borne).marks]
        assert shown == labels
        title = run.plot("body_map", phase=phase).get_suptitle()
        assert title.startswith(f"Utilisation in {phase}: relay_5m")


def test_a_window_shows_the_largest_torque_in_it(shared_run):
    run = shared_run(600)
    first = numbers(run.plot("body_map", window=(0.0, 0.05)))
    whole = numbers(run.plot("body_map"))
    joints = run.cards["robot"].joints
    head = joints.index("zhead_2_joint")
    peak = run.cards["robot"].ratings["zhead_2_joint"].peak_torque.value
    assert first[head] == f"{100.0 * np.sin(0.25) / peak:.0f}"
    assert whole[head] == f"{100.0 / peak:.0f}"
    assert first[head] != whole[head]


def test_a_phase_that_nobody_has_is_named(shared_run):
    with pytest.raises(UnknownName, match=r"no phase named 'walk'.*stand, carry"):
        shared_run(60).plot("body_map", phase="walk")


def test_the_body_is_seen_from_the_front(kuavo):
    view = front_view(kuavo)
    place = dict(zip(kuavo.joints, view.joints, strict=True))
    assert place["leg_l4_joint"][0] > 0.0 > place["leg_r4_joint"][0]
    assert (
        place["leg_l6_joint"][1] < place["leg_l4_joint"][1] < place["zhead_1_joint"][1]
    )
    depth = [outline.depth for outline in view.outlines]
    assert depth == sorted(depth)


def test_no_circles_overlap_and_all_stay_near():
    anchors = np.array([[0.0, 0.0], [0.0, 0.0], [1.0, 0.0], [5.0, 3.0], [200.0, 0.0]])
    radii = np.full(5, RADIUS)
    centres = spread(anchors, radii)
    gap = np.linalg.norm(centres[:, None] - centres, axis=2)
    assert gap[np.triu_indices(5, 1)].min() > 2.0 * RADIUS - 0.5
    assert np.linalg.norm(centres - anchors, axis=1).max() < 3.0 * RADIUS
    np.testing.assert_allclose(centres[4], anchors[4], atol=0.1)


@pytest.mark.parametrize(("_top", "fill", "ink"), CLASSES)
def test_numbers_can_be_read_on_their_circles(_top, fill, ink):
    """WCAG 2.1, contrast (minimum): 4.5 to 1."""
    bright, dark = sorted((luminance(fill), luminance(ink)), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= 4.5


def luminance(colour):
    """Relative luminance of "#rrggbb", WCAG 2.1."""
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255.0
    linear = np.where(parts <= 0.03928, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
