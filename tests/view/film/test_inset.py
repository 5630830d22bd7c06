"""The curve of an inset is that of the recording, the moment in its middle."""

import numpy as np
import pytest
from PIL import Image

from relaywalk.errors import UnknownName
from relaywalk.view.film import inset as module
from relaywalk.view.film.inset import CURVE, NOW, PAPER, SPAN, WIDTH, Inset

KNEE = "leg_l4_joint"
SIZE = (800, 450)


def drawn(run, time):
    picture = Image.new("RGB", SIZE)
    Inset(run, KNEE, (0.0, 12.0)).draw(picture, time)
    return np.asarray(picture)


def places(pixels, colour):
    return np.nonzero(np.all(pixels == colour, axis=2))


def test_the_curve_rises_and_falls_as_the_torque(shared_run):
    """Torque is sin 5 t: highest where it says so, about the moment shown."""
    time = 6.0
    pixels = drawn(shared_run(1200), time)
    rows, columns = places(pixels, CURVE)
    width = WIDTH * SIZE[0]
    middle = places(pixels, NOW)[1].min() + 1  # of a line 2 px wide
    since = (columns[rows == rows.min()] - middle) / width * SPAN
    peaks = np.sin(5.0 * (time + since))
    assert peaks.min() > 0.9


def test_the_moment_is_in_the_middle_and_its_value_beside_the_name(shared_run):
    run = shared_run(1200)
    pixels = drawn(run, 6.0)
    box = places(pixels, PAPER)[1]
    line = np.bincount(places(pixels, NOW)[1]).argmax()
    assert line == pytest.approx((box.min() + box.max()) / 2, abs=2.0)
    assert Inset(run, KNEE, (0.0, 12.0)).title == "knee, left: torque [N·m]"


def test_the_scale_is_that_of_all_that_is_shown_in_the_film(shared_run):
    run = shared_run(1200)
    torque, time = run.recording[f"robot.{KNEE}.torque"], run.recording.time
    near = Inset(run, KNEE, (5.0, 5.0))
    seen = torque[np.abs(time - 5.0) <= SPAN / 2]
    assert near._range[0] < seen.min() < seen.max() < near._range[1]


def test_a_joint_that_nobody_has_is_refused(shared_run):
    with pytest.raises(UnknownName, match="leg_l4_joint"):
        Inset(shared_run(60), "elbow", (0.0, 1.0))
    assert module._having(shared_run(60), KNEE) == "robot"
