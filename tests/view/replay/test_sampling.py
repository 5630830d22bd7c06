"""A replay has rows of the recording, none between them."""

import numpy as np

from relaywalk.view.replay import sampling
from relaywalk.view.replay.sampling import RATE, Wanted, sampled, sampled_rows


def test_every_so_many_rows_and_the_last(shared_run):
    recording = shared_run(60).recording
    rows = sampled_rows(recording)
    period = recording.time[1] - recording.time[0]
    assert rows[0] == 0
    assert rows[-1] == 59
    assert set(np.diff(rows[:-1])) == {round(1.0 / (RATE * period))}


def test_of_a_long_run_samples_are_no_more_but_further_apart(shared_run, monkeypatch):
    recording = shared_run(60).recording
    monkeypatch.setattr(sampling, "MOST", 10)
    rows = sampled_rows(recording)
    assert rows.tolist() == [*range(0, 60, 6), 59]


def test_a_channel_that_was_not_recorded_is_left_out(shared_run):
    recording = shared_run(60).recording
    wanted = [Wanted("time", 1e-5), Wanted("robot.no_such.channel", 1.0)]
    found = sampled(recording, sampled_rows(recording), wanted)
    assert [(t.name, t.unit) for t in found.tracks] == [("time", "s")]


def test_a_load_is_as_fine_as_its_span_asks(shared_run):
    recording = shared_run(60).recording
    name = "robot.leg_l1_joint.torque"
    rows = sampled_rows(recording)
    (track,) = sampled(recording, rows, [Wanted(name, 0.0, 1000)]).tracks
    assert np.isclose(track.resolution, np.ptp(recording[name][rows]) / 1000)


def test_no_channel_is_wanted_twice(shared_run):
    run = shared_run(60)
    kinds = sampling.motion(run.cards, run.props), sampling.torques(run.cards)
    names = [w.name for kind in (*kinds, sampling.wrenches(run.cards)) for w in kind]
    assert len(names) == len(set(names))
    robots = {name for name in names if name.startswith("robot.")}
    assert robots <= set(run.recording.channels)
