"""An actor calls its parts in one order, and passes on what each one makes."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from relaywalk.errors import UnknownName
from relaywalk.estimation.wrist_force import FeltForce
from relaywalk.robots.model import RobotModel
from relaywalk.scenario.sight_entry import SightEntry
from relaywalk.simulation.actor import ON_FEET, Actor, actor_channels
from relaywalk.simulation.own_view import ESTIMATE_ERROR
from relaywalk.simulation.pushes import Disturbances, Push
from relaywalk.simulation.seen_hands import SeenHands
from relaywalk.simulation.sight import Sight
from relaywalk.types import (
    ActorObservation,
    Channel,
    Goal,
    Grip,
    Observation,
    RobotState,
)

HAND = "right_hand"
SHIFT = 1.0  # that each part adds to the joint positions, to be seen in the next [rad]


class Parts:
    """Stand-ins for all that an actor has, which note their calls."""

    CHANNELS = (Channel("own.x", "m", "something of its own"),)

    def __init__(self, closure=1.0, payload=0.5):
        self.calls, self.settled, self.joint_offset = [], True, np.zeros(1)
        self.hold = None
        self.goal = Goal(np.zeros(1), grip={HAND: Grip(closure, payload, "torch", 0.3)})
        self.phase = "stand"

    def measured(self, seen):
        """As sensors: err."""
        return self.noted("measured", seen, moved(seen))

    def estimator(self, name):
        """Return one link of the chain."""
        return SimpleNamespace(
            settled=self.settled,
            estimate=lambda seen: self.noted(f"estimate {name}", seen, moved(seen)),
            predict=lambda state, rate: self.noted(f"predict {name}", (state, rate)),
            to_measured=lambda c: self.noted(f"to_measured {name}", c, [*c, name]),
        )

    def felt(self, seen):
        """As wrist force."""
        return self.noted("felt", seen, {HAND: FeltForce(np.zeros(3), np.zeros(3))})

    def script(self, situation, begun):
        """As script."""
        return self.noted("script", situation, self.goal)

    def arrived(self):
        """As controller."""
        return "arrived?"

    def recovering(self):
        """As controller."""
        return "recovering?"

    def command(self, seen, goal=None):
        """As controller, and as hold."""
        return self.noted("command", (seen, goal), ["command"])

    def predicted_acceleration(self):
        """As controller."""
        return "acceleration"

    def reset(self, seen):
        """As controller."""
        self.noted("reset", seen)

    def commanded(self, command):
        """As sensors."""
        return self.noted("commanded", command, [*command, "sensors"])

    def signals(self):
        """As controller, in the order of its channels."""
        return np.array([3.0])

    def noted(self, name, given, result=None):
        """Note a call."""
        self.calls.append((name, given))
        return result


def moved(seen):
    """Return an observation with joints that stand elsewhere."""
    position = seen.state.joint_position + SHIFT
    return replace(seen, state=replace(seen.state, joint_position=position))


def observation(card, time=1.0):
    n = len(card.joints)
    pose = np.array([0.0, 0.0, 0.9, 0.0, 0.0, 0.0, 1.0])
    state = RobotState(time, pose, np.zeros(6), np.zeros(n), np.zeros(n))
    contact = {name: np.zeros(6) for name in card.contact_frames}
    own = ActorObservation(state, np.zeros(n), np.zeros((n, 6)), contact)
    return Observation(time, {"robot": own, "other": own}, {})


@pytest.fixture
def make(kuavo, torch):
    """Return a function: parts → the actor that has them."""

    def built(parts, estimators=("one", "two"), pushes=(), links=None):
        links = links or (kuavo.base_link,)
        return Actor(
            name="robot",
            model=RobotModel(kuavo),
            sensing="ideal",
            sensors=parts,
            estimators=[parts.estimator(name) for name in estimators],
            hold=parts.hold,
            wrist_force=SimpleNamespace(update=parts.felt),
            script=SimpleNamespace(update=parts.script, phase="stand"),
            controller=parts,
            props={"torch": torch},
            sight=Sight(SightEntry(), 1, "robot", 0.002),
            seen_hands=SeenHands({}),
            disturbances=Disturbances(links, given=tuple(pushes)),
        )

    return built


def test_sensors_estimators_script_controller_and_back(make, kuavo):
    parts = Parts()
    command = make(parts).command(observation(kuavo), {})
    assert [name for name, _ in parts.calls] == [
        *("measured", "estimate one", "estimate two", "felt", "script", "command"),
        *("predict two", "to_measured two", "predict one", "to_measured one"),
        "commanded",
    ]
    assert command == ["command", "two", "one", "sensors"]


def test_each_part_gets_what_the_one_before_it_made(make, kuavo):
    parts = Parts()
    make(parts).command(observation(kuavo), {})
    given = dict(parts.calls)
    assert given["estimate two"].state.joint_position[0] == 2.0 * SHIFT
    seen, goal = given["command"]
    assert (seen.state.joint_position == 3.0 * SHIFT).all()
    assert goal is parts.goal
    situation = given["script"]
    assert situation.own is seen
    assert situation.observation.actors["robot"] is seen
    assert (situation.observation.actors["other"].state.joint_position == 0.0).all()
    assert (situation.arrived, situation.time) == ("arrived?", 1.0)
    assert situation.recovering == "recovering?"
    assert given["predict one"] == (seen.state, "acceleration")


def test_the_model_is_that_of_what_is_estimated(make, kuavo):
    actor = make(Parts())
    actor.command(observation(kuavo), {})
    np.testing.assert_array_equal(actor.model.q[7:], 3.0 * SHIFT)


def test_the_hands_carry_what_their_grips_know(make, kuavo, torch):
    actor = make(Parts(payload=0.5))
    actor.command(observation(kuavo), {})
    load = actor.model.payloads[kuavo.hands[HAND].frame]
    assert load.mass == pytest.approx(0.5 * torch.mass)
    assert load.lever == pytest.approx(torch.centre_of_mass - 0.3)


def test_until_the_estimate_has_settled_it_is_held_as_it_is_measured(make, kuavo):
    parts = Parts()
    parts.settled, parts.hold = False, parts
    actor = make(parts)
    command = actor.command(observation(kuavo), {})
    assert [name for name, _ in parts.calls] == [
        *("measured", "estimate one", "estimate two", "predict one", "predict two"),
        *("command", "commanded"),
    ]
    assert command == ["command", "sensors"]
    # at rest nothing is known to accelerate
    assert dict(parts.calls)["predict one"][1] is None
    seen, _ = dict(parts.calls)["command"]
    assert (seen.state.joint_position == SHIFT).all()


def test_then_its_controller_begins_anew_and_its_script_begins(make, kuavo):
    parts = Parts()
    parts.hold = parts
    actor = make(parts)
    for _ in range(2):
        actor.command(observation(kuavo), {})
    names = [name for name, _ in parts.calls]
    assert names.count("reset") == 1
    assert names.index("reset") < names.index("script")
    assert (dict(parts.calls)["reset"].state.joint_position == 3.0 * SHIFT).all()


def test_it_tells_what_its_channels_say(make, kuavo):
    actor = make(Parts())
    actor.command(observation(kuavo), {})
    seen = observation(kuavo)
    sole = kuavo.feet["left_foot"].frame
    x, y, _ = actor.model.placement(sole).position
    seen.actors["robot"].contact_wrench["left_foot"][:] = [0, 0, 100.0, 2.0, 3.0, 0]
    signals = actor.signals(seen)
    names = [channel.name for channel in actor.channels]
    assert names[:3] == ["own.x", *(channel.name for channel in ON_FEET)]
    assert names[3:] == ["push.fx", "push.fy", "push.fz"]
    assert signals.phase == "stand"
    expected = [3.0, x - 0.03, y + 0.02, 0.0, 0.0, 0.0]
    assert signals.values.tolist() == pytest.approx(expected)


def test_there_is_no_centre_of_pressure_in_flight(make, kuavo):
    actor = make(Parts())
    actor.command(observation(kuavo), {})
    assert np.isnan(actor.signals(observation(kuavo)).values[1:3]).all()


def test_a_push_is_told_link_by_link_while_it_lasts(make, kuavo):
    links = (kuavo.base_link, "zarm_r4_link")
    push = Push(1.0, 1.2, links[1], np.array([5.0, -3.0, 0.0]))
    actor = make(Parts(), pushes=(push,), links=links)
    actor.command(observation(kuavo), {})
    pushed = {}
    for time in (0.9, 1.1, 1.2):
        list(actor.disturbances.begin(time))
        pushed[time] = actor.signals(observation(kuavo)).values[-6:].tolist()
    assert pushed == {0.9: [0] * 6, 1.1: [0, 0, 0, 5, -3, 0], 1.2: [0] * 6}
    names = [channel.name for channel in actor.channels[-6:]]
    assert names[:3] == ["push.fx", "push.fy", "push.fz"]
    assert names[3:] == [f"push.zarm_r4_link.f{axis}" for axis in "xyz"]


def test_a_body_that_is_pushed_and_measures_tells_both(make, kuavo):
    links = (kuavo.base_link, "zarm_r4_link")
    actor = make(Parts(), links=links)
    actor.sensing = "measured"
    actor.command(observation(kuavo), {})
    actor.disturbances.force[1] = [1.0, 2.0, 3.0]
    actor.estimate_error = np.arange(8.0)
    told = actor.signals(observation(kuavo)).values
    assert told[-11:].tolist() == [1.0, 2.0, 3.0, *range(8)]
    names = [channel.name for channel in actor.channels]
    assert len(names) == len(told)
    assert names[-11:-8] == [f"push.zarm_r4_link.f{axis}" for axis in "xyz"]
    assert names[-8:] == [channel.name for channel in ESTIMATE_ERROR]
    before = actor_channels(kuavo, "dcm_qp", links[1:], "measured")
    assert [channel.name for channel in before][-11:] == names[-11:]


def test_only_who_stands_on_feet_has_a_centre_of_pressure(kuavo, human):
    assert actor_channels(human, "guided") == ()
    names = [channel.name for channel in actor_channels(kuavo, "dcm_qp")]
    assert names[:3] == ["com.x", "com.y", "com.z"]
    pushes = ["push.fx", "push.fy", "push.fz"]
    assert names[-5:] == [*(channel.name for channel in ON_FEET), *pushes]
    with pytest.raises(UnknownName, match="dcm_qp, guided"):
        actor_channels(kuavo, "fly")
