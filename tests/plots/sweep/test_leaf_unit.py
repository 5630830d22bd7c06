"""Units of leaves: as the scenario's validators declare them."""

import pytest

from relaywalk.plots.sweep.leaf_unit import labelled, unit_of


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("timestep", "s"),
        ("start_noise.joint_position_std", "rad"),
        ("actors.robot.start.x", "m"),
        ("success.max_contact_force", "N"),
        ("actors.giver.holds.at", "m"),  # holds may be absent
        ("engine", ""),
        ("terrain.nothing", ""),
        ("actors.robot.script.2.distance", ""),
        ("nothing.at.all", ""),
    ],
)
def test_a_unit_is_the_validators(path, unit):
    assert unit_of(path) == unit
    assert labelled(path) == (f"{path} [{unit}]" if unit else path)


def test_a_number_without_dimension_has_no_brackets():
    assert labelled("terrain.friction") == "terrain.friction"
