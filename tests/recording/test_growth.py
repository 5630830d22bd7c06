"""A recording that grows keeps its rows; what is new in it is zero until then."""

import numpy as np

from relaywalk.recording.channels import RecordedScene
from relaywalk.recording.fingerprint import fingerprint_of
from relaywalk.recording.growth import grown
from relaywalk.recording.recorder import Head
from relaywalk.recording.recording import Recording
from relaywalk.scenario.controller_entry import DEFAULT
from relaywalk.simulation.actor import actor_channels
from relaywalk.types import (
    ActorObservation,
    ActorSignals,
    Channel,
    Observation,
    RobotState,
)


def row(card, time, value, signals):
    n = len(card.joints)
    state = RobotState(
        time, np.full(7, value), np.zeros(6), np.full(n, value), np.zeros(n)
    )
    contact = {name: np.zeros(6) for name in card.contact_frames}
    seen = ActorObservation(state, np.zeros(n), np.zeros((n, 6)), contact)
    told = {"robot": ActorSignals("stand", signals)}
    return Observation(time, {"robot": seen}, {}), {}, told


def test_rows_are_kept_and_new_channels_are_zero_before(two_link, write_rows, tmp_path):
    recorder = write_rows(tmp_path, {"robot": two_link}, 30)
    before = [c.name for c in recorder.channels]
    more = Channel("push.arm.fx", "N", "a push")
    told = actor_channels(two_link, DEFAULT[two_link.base])
    scene = RecordedScene({"robot": two_link}, {}, {"robot": (*told, more)})
    later = grown(recorder, scene, Head("name: grown\n", period=0.01))
    assert later.folder == tmp_path
    assert later.rows == 30
    values = np.arange(len(scene.signals["robot"]), dtype=float)
    later.step(*row(two_link, 0.3, 2.0, values))
    later.close()
    recording = Recording.open(tmp_path)
    assert recording.scenario == "name: grown\n"
    assert set(recording.names) - set(before) - {"robot.phase"} == {"robot.push.arm.fx"}
    assert recording["robot.push.arm.fx"].tolist() == [0.0] * 30 + [values[-1]]
    assert recording["robot.base.x"].tolist() == [0.0] * 30 + [2.0]
    np.testing.assert_allclose(recording.time, 0.01 * np.arange(31))
    assert later.fingerprint == fingerprint_of(recording)
