"""A foot bears load with hysteresis; nobody has a threshold of their own."""

import re
from pathlib import Path

import numpy as np

import relaywalk
from relaywalk.robots import contact_thresholds
from relaywalk.robots.contact_thresholds import LIFT_OFF, TOUCHDOWN, bears_load

WEIGHT = 400.0  # [N]: on from 20 N, off below 8 N
FORCE_IS_COMPARED = re.compile(r"(?:force|fz|loaded?)\b[^\n=]* [<>]=? \d")


def test_the_pair_is_a_twentieth_and_a_fiftieth_of_body_weight():
    assert (TOUCHDOWN, LIFT_OFF) == (0.05, 0.02)


def test_between_the_thresholds_nothing_changes():
    force = np.array([15.0, 0.0, 15.0, 25.0, 15.0, 7.0, 15.0, 30.0, 9.0])
    assert bears_load(force, WEIGHT).tolist() == [0, 0, 0, 1, 1, 0, 0, 1, 1]


def test_a_foot_that_is_loaded_from_the_first_row_is_so():
    assert bears_load(np.array([50.0, 15.0, 5.0]), WEIGHT).tolist() == [1, 1, 0]


def test_no_room_of_analysis_compares_a_force_with_a_number_of_its_own():
    root, home = Path(relaywalk.__file__).parent, Path(contact_thresholds.__file__)
    rooms = ("analysis", "oracles", "plots", "report", "robots", "simulation")
    odd = [
        f"{path.relative_to(root)}: {found.group()}"
        for room in rooms
        for path in (root / room).rglob("*.py")
        if path != home
        for found in FORCE_IS_COMPARED.finditer(path.read_text(encoding="utf-8"))
    ]
    assert odd == []
