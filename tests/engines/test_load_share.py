"""What two hands bear of a moving torch is m (g + a), in every engine."""

from types import SimpleNamespace

import numpy as np
import pytest

from relaywalk.analysis.handover.load_share import load_of, load_share

HANDS = ("left_hand", "right_hand")
LYING = (-np.sqrt(0.5), 0.0, 0.0, np.sqrt(0.5))  # its axis along y
ABOVE = 0.01 + 0.026  # of a lying torch's axis over the palms' middles [m]
PERIODS, SETTLED = 400, slice(200, 390)
SWING, RATE = 0.004, 2.0 * np.pi * 2.5  # of the palms [m], [rad/s]: ± 1 m/s²


@pytest.fixture
def carried(lab):
    """Return a torch on two palms that go up and down: its card, and what is seen."""
    card, torch = lab.robot("two_palms"), lab.prop("torch")
    engine = lab.engine({"body": card}, props={"torch": torch}, terrain=None)
    pose = np.array([0.0, 0.02 - torch.centre_of_mass, ABOVE, *LYING])
    engine.reset({"body": lab.state(card)}, {"torch": pose})
    seen, time = [], 0.0
    for _ in range(PERIODS):
        lift = SWING * (1.0 - np.cos(RATE * time)) * np.ones(2)
        seen.append(engine.step({"body": lab.hold(card, lift, 2e4, 300.0)}))
        time = seen[-1].time
    return torch, seen


def test_both_shares_sum_to_one(carried):
    torch, seen = carried
    poses = np.array([one.props["torch"].pose_in_world for one in seen])
    time = np.array([one.time for one in seen])
    recording = SimpleNamespace(time=time, matrix=lambda _, rows: poses[rows])
    load = load_of(recording, "torch", torch, slice(0, PERIODS))
    upwards = [
        np.array([-one.actors["body"].prop_wrench[hand, "torch"][2] for one in seen])
        for hand in HANDS
    ]
    share = load_share(load, *upwards, round(0.1 / (time[1] - time[0])))
    assert np.ptp(load[SETTLED]) > 1.0  # the acceleration does count [N]
    np.testing.assert_allclose(share.balance[SETTLED], 1.0, atol=0.02)
