"""A caption says when it is and who does what."""

import numpy as np
from PIL import Image

from relaywalk.view.film.caption import caption, write_caption

PHASES = [
    {"actor": "robot", "phase": "stand", "start": 0, "end": 1, "outcome": "done"},
    {"actor": "robot", "phase": "hand_over", "start": 1, "end": 2, "outcome": "done"},
    {"actor": "giver", "phase": "offer", "start": 0, "end": 1.5, "outcome": "done"},
]


def test_everybody_is_in_the_phase_of_that_time(make_run):
    run = make_run(60, result={"phases": PHASES})
    assert caption(run, 0.5).split("   ") == [
        "  0.50 s",
        "robot: stand",
        "giver: offer",
    ]
    assert caption(run, 1.0).split("   ")[1:] == ["robot: hand over", "giver: offer"]
    assert caption(run, 1.75).split("   ")[1:] == ["robot: hand over"]
    assert caption(run, 12.0) == " 12.00 s"


def test_it_is_written_in_the_lower_left_corner():
    picture = Image.new("RGB", (320, 180), (0, 0, 255))
    write_caption(picture, "1.00 s   robot: carry")
    changed = np.any(np.asarray(picture) != (0, 0, 255), axis=2)
    rows, columns = np.nonzero(changed)
    assert rows.min() > 140
    assert columns.max() < 200
    assert rows.max() < 180
