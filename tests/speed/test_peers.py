"""What is shown beside a peer's times is what was measured."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest
from tests.speed import peers
from tests.speed.our_side import LiveTick
from tests.speed.peers import Measured, agreement, peer, rows, table


def warm(torque, feet):
    return SimpleNamespace(
        torque=np.array(torque), update=20e-6, solve=80e-6, feet_down=feet
    )


@pytest.fixture
def found():
    """Return three ticks of each; the peer's came in two rounds."""
    live = [LiveTick(300e-6, 200e-6, 1)] * 2 + [LiveTick(500e-6, 400e-6, 2)]
    answers = [
        {"tick": [100e-6, 120e-6], "solve": [90e-6] * 2, "torque": [[1.0], [2.0]]},
        {"tick": [140e-6], "solve": [95e-6], "torque": [[3.0]]},
    ]
    return Measured(live, [warm([1.0], 1), warm([2.0], 1), warm([6.0], 2)], answers)


def test_every_time_has_its_row(found):
    shown = {row[0].strip(): row[1:] for row in table("", rows(found)).rows}
    assert shown["PlaCo, tick"] == ("120", "140", "110", "140")
    assert shown["ours, model and QP"] == ("100", "100", "100", "100")
    assert shown["ours, controller"] == ("200", "396", "200", "400")
    assert shown["ours, control tick"] == ("300", "496", "300", "500")


def test_what_did_not_happen_has_no_time(found):
    standing = found._replace(live=found.live[2:])
    assert table("", rows(standing)).rows[-1][3:] == ("-", "500")


def test_agreement_is_the_rms_of_the_torques_difference(found):
    rms, size = (3.0**2 / 3.0) ** 0.5, ((1.0 + 4.0 + 36.0) / 3.0) ** 0.5
    assert f"{rms:.1f} N·m apart" in agreement(found)
    assert f"ours {size:.1f} N·m" in agreement(found)


def test_a_peer_that_has_ended_is_told(monkeypatch):
    monkeypatch.setattr(peers, "PEER", "this")
    with pytest.raises(SystemExit, match="this has ended"), peer(sys.executable) as ask:
        ask({})
