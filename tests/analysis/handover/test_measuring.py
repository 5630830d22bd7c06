"""An exchange on a known ramp: every figure by hand."""

from dataclasses import replace
from math import hypot

import numpy as np
import pytest

from relaywalk.analysis.handover.exchange_phases import NAMES
from relaywalk.analysis.handover.holding import touching
from relaywalk.analysis.handover.measuring import exchanges
from relaywalk.analysis.handover.thresholds import ExchangeLimits
from relaywalk.robots.model import RobotModel

HAND, OTHER = "right_hand", "left_hand"
ROWS = 300  # 3 s
TOUCH, RELEASE = 80, 240  # rows of the receiver's first, the giver's last contact
FROM, TO = 100, 200  # rows between which the load goes over
NEAR, AWAY = 50, 270  # rows from which the receiver, to which the giver is near
WEIGHT = 1.6 * 9.81  # of the torch [N]
MU = 0.8  # of hands and torch, and so of both together
AGAINST = 2.0  # what both hands press against each other [N]
ROW = np.arange(ROWS)
SHARE = np.clip((ROW - FROM) / (TO - FROM), 0.0, 1.0)
BOTH = (ROW >= TOUCH) & (ROW <= RELEASE)


def on_hand(sideways, upwards):
    """Return the wrench (rows, 6) on a hand that exerts these forces on a prop."""
    wrench = np.zeros((ROWS, 6))
    wrench[:, 0], wrench[:, 2] = -sideways, -upwards
    return wrench


class Scene:
    """What happens; a test spoils some of it."""

    def __init__(self, human):
        model = RobotModel(human)
        zero = np.zeros(model.model.nq)
        place, _ = model.frame_pose_at(human.hands[HAND].frame, zero)
        self.lift, self.share = np.zeros(ROWS), SHARE.copy()
        self.by_others = np.zeros(ROWS)  # of what bob would bear
        self.against = AGAINST * BOTH
        self.held = {"ann": ROW <= RELEASE, "bob": ROW >= TOUCH}
        self.squeeze = {"ann": 60.0, "bob": 40.0}
        self.second = np.zeros((ROWS, 6))  # on ann's left hand, by another torch
        self.pose = np.tile([*place, 0.0, 0.0, 0.0, 1.0], (ROWS, 1))
        self.pose[:, 2] -= 0.2
        self.base = {"ann": np.zeros((ROWS, 7)), "bob": np.zeros((ROWS, 7))}
        for base in self.base.values():
            base[:, 6] = 1.0
        self.base["bob"][:NEAR, 1] = self.base["ann"][AWAY:, 1] = 1.0

    def forces(self):
        """Return actor → wrench (rows, 6) of the torch on its right hand."""
        load = WEIGHT + 1.6 * self.lift
        found = {
            "ann": on_hand(self.against, (1.0 - self.share) * load),
            "bob": on_hand(-self.against, (self.share - self.by_others) * load),
        }
        return {name: force * self.held[name][:, None] for name, force in found.items()}


@pytest.fixture
def scene(human):
    return Scene(human)


@pytest.fixture
def measured(record, motion, human, torch, scene):
    """Return a function that returns the exchanges in a scene."""

    def run(limits=None, grips=True):
        motions = {
            name: motion(
                base=scene.base[name],
                contact={HAND: 1.25 * force},
                grip={(HAND, "torch"): force, (OTHER, "second"): scene.second},
                squeeze={
                    (HAND, "torch"): scene.squeeze[name] * scene.held[name],
                    (OTHER, "second"): np.full(ROWS, 1e3),
                },
            )
            for name, force in scene.forces().items()
        }
        motions["bob"].grip.pop((OTHER, "second"))
        cards, props = dict.fromkeys(motions, human), {"torch": torch, "second": torch}
        seen = record(cards, ROWS, motions, props, dict.fromkeys(props, scene.pose))
        if not grips:
            for name in [name for name in seen.channels if name.endswith(".grip")]:
                del seen.channels[name]
        touch = touching(seen, cards, props)
        return exchanges(seen, touch, cards, props, limits or ExchangeLimits())

    return run


def test_the_phases_are_cut_where_the_load_goes_over(measured):
    (found,) = measured()
    assert tuple(phase.name for phase in found.phases) == NAMES
    cuts = [0.49, 0.80, 1.05, 1.95, 2.40, 2.70]
    starts = [phase.start for phase in found.phases]
    # hands are looked at 50 times a second, loads every 0.01 s
    assert [*starts, found.phases[-1].end] == pytest.approx(cuts, abs=0.021)
    told = found.handover.measures
    assert told.grasp_time == pytest.approx(0.25, abs=0.011)
    assert told.load_transfer_time == pytest.approx(0.90, abs=0.011)
    assert told.release_time == pytest.approx(0.45, abs=0.011)
    assert told.approach_time == pytest.approx(0.31, abs=0.021)
    assert told.retreat_time == pytest.approx(0.30, abs=0.021)


def test_the_shares_are_the_ramp_and_sum_to_the_weight(measured):
    (found,) = measured()
    ramp = np.interp(found.time, [1.0, 2.0], [0.0, 1.0])
    # a mean over 0.1 s rounds the corners off
    np.testing.assert_allclose(found.share.receiver, ramp, atol=0.015)
    at = int(np.searchsorted(found.time, 1.4999))
    assert found.share.receiver[at] == pytest.approx(0.5, abs=1e-6)
    np.testing.assert_allclose(found.share.balance, 1.0, atol=1e-6)
    assert found.handover.measures.balance_error < 1e-6


def test_a_torch_that_is_lifted_weighs_more(measured, scene):
    # up and down, ± 1.5 m/s²; a force is the mean over the period before its row
    scene.lift[:] = 1.5 * np.sin(5.0 * 0.01 * (ROW - 0.5))
    scene.pose[:, 2] -= 1.5 / 5.0**2 * np.sin(5.0 * 0.01 * ROW)
    (found,) = measured()
    # by its weight alone the sum would be wrong by 15 %
    assert found.handover.measures.balance_error < 1e-3


def test_a_third_that_bears_load_is_missed_in_the_balance(measured, scene):
    scene.by_others[200:220] = 0.1
    (found,) = measured()
    assert found.handover.measures.balance_error == pytest.approx(0.1)


def test_what_both_press_against_each_other_is_told_from_the_load(measured, scene):
    scene.against[150:160] = 6.0
    (found,) = measured()
    told, rows = found.handover.measures, RELEASE - TOUCH + 1
    assert told.peak_internal_force == pytest.approx(6.0)
    mean_square = ((rows - 10) * AGAINST**2 + 10 * 6.0**2) / rows
    assert told.rms_internal_force == pytest.approx(mean_square**0.5)
    # the whole contact is made a quarter larger than the torch's part of it
    assert told.giver_peak_force == pytest.approx(1.25 * hypot(AGAINST, WEIGHT))
    assert told.receiver_peak_force == pytest.approx(1.25 * hypot(AGAINST, WEIGHT))


def test_grip_over_load_and_the_drop_margin(measured):
    (found,) = measured()
    told, load = found.handover.measures, hypot(AGAINST, WEIGHT)
    assert told.giver_grip_ratio == pytest.approx(60.0 / load, rel=1e-6)
    assert told.receiver_grip_ratio == pytest.approx(40.0 / load, rel=1e-6)
    assert told.drop_margin == pytest.approx(MU * 100.0 / WEIGHT - 1.0, rel=1e-6)


def test_a_recording_without_the_squeeze_tells_nothing_of_it(measured):
    (found,) = measured(grips=False)
    told = found.handover.measures
    assert (told.giver_grip_ratio, told.receiver_grip_ratio) == (None, None)
    assert (told.drop_margin, found.drop_margin) == (None, None)
    assert told.load_transfer_time == pytest.approx(0.90, abs=0.011)


def test_forces_of_another_torch_stay_out_of_it(measured, scene):
    (alone,) = measured()
    scene.second[:] = on_hand(30.0, 50.0)
    (found,) = measured()
    assert found.handover.prop == "torch"
    assert found.handover.measures == alone.handover.measures


def test_a_torch_that_moves_in_the_receiver_slipped(measured, scene):
    scene.pose[:, 0] += np.interp(ROW, [150, 200], [0.0, 0.012])
    (found,) = measured(ExchangeLimits(slip=0.01))
    told = found.handover.measures
    assert told.slip == pytest.approx(0.012, abs=1e-6)
    assert told.failures == ("slipped",)


def test_the_largest_tilt_while_both_hold(measured, scene):
    scene.pose[160, 3:] = [0.0, np.sin(0.05), 0.0, np.cos(0.05)]
    scene.pose[290, 3:] = [0.0, 1.0, 0.0, 0.0]  # later: not of the exchange
    (found,) = measured()
    assert found.handover.measures.tilt == pytest.approx(0.1)


def test_a_good_exchange_fails_in_nothing(measured):
    (found,) = measured(ExchangeLimits(force=20.0, slip=0.001))
    told = found.handover.measures
    assert (told.failures, told.unheld) == ((), 0.0)
    assert (told.giver_com_shift, told.receiver_com_shift) == (None, None)


def test_a_force_over_the_limit_is_named(measured):
    (found,) = measured(ExchangeLimits(force=19.0))
    assert found.handover.measures.failures == ("force exceeded",)


def test_a_torch_that_nobody_touches_is_dropped(measured, scene):
    scene.held["ann"] = ROW <= 150
    scene.held["bob"] = (ROW >= TOUCH) & ((ROW <= 150) | (ROW > 170))
    (found,) = measured()
    told = found.handover.measures
    assert told.unheld == pytest.approx(0.20)
    assert told.failures == ("broken off", "dropped")


@pytest.mark.parametrize(
    ("share", "begun"), [(0.02, 2), (0.6, 3), (0.97, 4)], ids=["touch", "part", "all"]
)
def test_an_exchange_broken_off_has_the_phases_that_were_begun(
    measured, scene, share, begun
):
    scene.share = np.minimum(scene.share, share) * (ROW <= RELEASE)
    scene.held = {"ann": ROW >= 0, "bob": BOTH}
    scene.base["ann"][:] = scene.base["ann"][0]
    (found,) = measured()
    told = found.handover.measures
    assert told.failures == ("broken off",)
    assert tuple(phase.name for phase in found.phases) == NAMES[:begun]
    assert found.phases[-1].end == pytest.approx(0.01 * RELEASE)
    assert told.retreat_time is None
    assert (told.slip is None) == (begun < 3)


def test_a_giver_who_lets_go_of_half_has_no_time_of_release(measured, scene):
    scene.share = np.where(ROW > 150, 1.0, SHARE)
    scene.held["ann"] = ROW <= 150
    (found,) = measured()
    told = found.handover.measures
    assert found.phase("transfer").end == found.handover.end == pytest.approx(1.50)
    assert (told.release_time, told.failures) == (0.0, ())


def test_measures_are_of_the_handover_and_change_nothing_of_it(measured):
    (found,) = measured()
    plain = replace(found.handover, measures=None)
    assert (plain.start, plain.end) == pytest.approx((0.80, 2.40))
    assert plain.peak_force == pytest.approx(1.25 * hypot(AGAINST, WEIGHT))
