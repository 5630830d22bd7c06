"""Shares and margins of pushes, direction by direction."""

import pytest

from relaywalk.analysis.recovery.push_margins import PushMargins, PushTrial


def trials(direction, **falls):
    """Return four pushes a level of a direction, of which so many end in a fall."""
    return [
        PushTrial(direction, float(level), 0.1 * n, "fell" if n < count else "")
        for level, count in falls.items()
        for n in range(4)
    ]


AHEAD = trials(0.0, **{"0.3": 0, "0.6": 1, "0.8": 2})
LEFT = trials(90.0, **{"0.3": 2, "0.6": 0, "0.8": 0})


def test_a_direction_ends_where_three_in_ten_fall():
    """One of four is fewer, two of four are more."""
    assert PushMargins(AHEAD).margin(0.0) == 0.6


def test_a_level_does_not_count_where_a_weaker_one_falls():
    assert PushMargins(LEFT).margin(90.0) == 0.0


def test_one_never_pushed_has_no_margin():
    assert PushMargins(AHEAD).margin(45.0) == 0.0


@pytest.mark.parametrize(
    ("asked", "share"),
    [
        ({}, (19, 24)),
        ({"direction": 0.0}, (9, 12)),
        ({"level": 0.3}, (6, 8)),
        ({"direction": 90.0, "level": 0.8}, (4, 4)),
    ],
)
def test_shares_are_those_of_the_pushes_asked_for(asked, share):
    rate = PushMargins([*AHEAD, *LEFT]).survived(**asked)
    assert (rate.successes, rate.runs) == share


def test_directions_and_levels_ascend():
    margins = PushMargins([*LEFT, *AHEAD])
    assert margins.directions == (0.0, 90.0)
    assert margins.levels == (0.3, 0.6, 0.8)
