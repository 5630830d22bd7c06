"""Tracks give channels back, to half their resolution."""

import numpy as np
import pytest
from tests.view.replay.replays import values

from relaywalk.view.replay.tracks import LARGEST, encoded


def decoded(column, resolution):
    made = encoded(["a"], ["m"], column[:, None], np.array([resolution]))
    tracks = [track._asdict() for track in made.tracks]
    return values(tracks, made.data, len(column))["a"], made.tracks[0]


def test_values_come_back_to_half_the_resolution():
    column = np.sin(np.linspace(0.0, 20.0, 500)) - 3.0
    found, track = decoded(column, 1e-3)
    assert track.resolution == 1e-3
    assert np.abs(found - column).max() <= 0.5e-3 + 1e-12


def test_a_far_way_in_small_steps_keeps_its_resolution():
    column = np.linspace(0.0, 1000.0, 5000)
    found, track = decoded(column, 1e-4)
    assert track.resolution == 1e-4
    assert np.abs(found - column).max() <= 0.5e-4 + 1e-9


def test_a_jump_that_does_not_fit_makes_the_channel_coarser():
    column = np.array([0.0, 100.0, -100.0, 0.0])
    found, track = decoded(column, 1e-4)
    assert track.resolution == pytest.approx(200.0 / (LARGEST - 1))
    assert np.abs(found - column).max() <= 0.5 * track.resolution


def test_what_was_not_there_is_not_there():
    column = np.array([np.nan, 1.0, np.nan, np.nan, 2.0])
    found, track = decoded(column, 0.01)
    assert track.gaps == [(0, 0), (2, 3)]
    np.testing.assert_allclose(found, column)


def test_a_channel_that_never_changes_is_itself():
    found, _ = decoded(np.full(7, 0.0), 0.0)
    assert not found.any()
