"""A block has every number at its place in the row, whoever else is recorded."""

import numpy as np
import pytest

from relaywalk.recording.channels import RecordedScene, channel_table
from relaywalk.recording.row_block import RowBlock
from relaywalk.types import (
    ActorObservation,
    ActorSignals,
    Channel,
    Observation,
    PropState,
    RobotState,
)

TOLD = (Channel("mood", "1", "a signal"), Channel("haste", "1", "another"))


@pytest.fixture
def scene(two_link, human, torch):
    """Return two actors of different size, one that tells of itself, and two props."""
    actors = {"robot": two_link, "giver": human}
    return RecordedScene(actors, {"torch": torch}, {"robot": TOLD}, ("box",))


def counted(scene):
    """Return an observation whose numbers, in the order of a row, are 0, 1, 2 …"""
    numbers = iter(np.arange(float(len(channel_table(scene)))))

    def some(*shape):
        count = int(np.prod(shape))
        return np.array([next(numbers) for _ in range(count)]).reshape(shape)

    time, actors, signals = next(numbers), {}, {}
    for name, card in scene.actors.items():
        n = len(card.joints)
        state = RobotState(time, some(7), some(6), some(n), some(n))
        torque, wrench = some(n), some(n, 6)
        contact = {frame: some(6) for frame in card.contact_frames}
        grip = {(hand, "torch"): some(6) for hand in card.hands}
        squeeze = {pair: float(some(1)[0]) for pair in grip}
        actors[name] = ActorObservation(
            state, torque, wrench, contact, prop_wrench=grip, prop_grip=squeeze
        )
        signals[name] = ActorSignals("stand", some(len(scene.signals.get(name, ()))))
    props = {name: PropState(some(7), np.zeros(6)) for name in scene.moved}
    return Observation(time, actors, props), signals


def test_every_number_is_at_the_place_of_its_channel(scene):
    block = RowBlock(scene, 3)
    observation, signals = counted(scene)
    for _ in range(2):
        block.add(observation, signals)
    names = [channel.name for channel in channel_table(scene)]
    assert block.rows().tolist() == 2 * [list(range(len(names)))]
    assert block.phases() == [["stand", "stand"]] * 2
    assert names[int(signals["robot"].values[1])] == "robot.haste"
    wrench = observation.actors["giver"].joint_wrench
    last = list(scene.actors["giver"].joints)[-1]
    assert names[int(wrench[-1, 5])] == f"giver.{last}.mz"
    grip = observation.actors["giver"].prop_wrench["right_hand", "torch"]
    assert names[int(grip[2])] == "giver.right_hand.torch.fz"
    squeeze = observation.actors["giver"].prop_grip["right_hand", "torch"]
    assert names[int(squeeze)] == "giver.right_hand.torch.grip"


def test_what_is_overwritten_after_a_period_is_kept(scene):
    block = RowBlock(scene, 2)
    observation, signals = counted(scene)
    block.add(observation, signals)
    before = block.rows().copy()
    signals["robot"].values[:] = -1.0
    observation.actors["robot"].state.joint_position[:] = -1.0
    observation.props["box"].pose_in_world[:] = -1.0
    assert np.array_equal(block.rows(), before)


def test_a_cleared_block_is_filled_from_the_first_row_on(scene):
    block = RowBlock(scene, 1)
    observation, signals = counted(scene)
    for phase in ("stand", "carry"):
        told = {n: ActorSignals(phase, s.values) for n, s in signals.items()}
        block.add(observation, told)
        assert len(block) == 1
        assert block.phases() == [[phase]] * 2
        block.clear()
    assert len(block) == 0


def test_joint_wrenches_are_asked_for_once_a_batch(two_link):
    """So that an engine may compute them together."""
    asked = []

    class Lazy:
        def __init__(self, number, seen):
            self.number, self.state = number, seen.state
            self.joint_torque, self.contact_wrench = np.zeros(2), seen.contact_wrench
            self.prop_wrench = self.prop_grip = {}

        @property
        def joint_wrench(self):
            asked.append(self.number)
            return np.full((2, 6), float(self.number))

    scene = RecordedScene({"robot": two_link}, {}, {})
    block = RowBlock(scene, 3)
    observation, signals = counted(scene)
    for number in range(3):
        lazy = Lazy(number, observation.actors["robot"])
        block.add(Observation(0.0, {"robot": lazy}, {}), signals)
    assert asked == []
    names = [channel.name for channel in channel_table(scene)]
    assert block.rows()[:, names.index("robot.elbow.fx")].tolist() == [0.0, 1.0, 2.0]
    assert asked == [0, 1, 2]
