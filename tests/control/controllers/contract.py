"""What every controller keeps, as checks of one kind of controller in one body."""

import pickle
from math import isfinite

import numpy as np

from relaywalk import registry
from relaywalk.control.controllers import ControlledBody, controller_class
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.robots.catalogue import robot_card
from relaywalk.robots.model import RobotModel
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml
from relaywalk.simulation.stage import build_stage
from relaywalk.types import Goal

PACKAGE = "relaywalk.control.controllers"
BODIES = ("kuavo_4_pro", "kuavo_5", "human")
ME = "body"
SECOND = 500  # control periods


def cases(kinds):
    """Return every kind with each body that it can drive."""
    return [(k, b) for k in kinds for b in BODIES if robot_card(b).base in bases(k)]


def bases(kind):
    """Return the kinds of base that a controller can drive."""
    return registry.module(PACKAGE, kind).BASES


def scene(kind, card):
    """Return the scenario in which a body stands, moved by a controller."""
    text = f"""\
name: contract
engine: mujoco
duration: 5.0
actors:
  {ME}: {{card: {card}, controller: {{kind: {kind}}}, script: [{{kind: stand}}]}}
"""
    return Scenario.from_document(strict_yaml.parse(text, "contract.yaml"))


class Trial:
    """A controller that moves a body in MuJoCo.

    Attributes:
        first: The observation that it began from.
        seen: Of the body, each of which was answered by a command.
        commands: These.
        posture: (n,) of the first observation [rad].
    """

    def __init__(self, kind, card):
        self.kind, self.scenario = kind, scene(kind, card)
        self.stage = build_stage(self.scenario)
        actor = self.stage.actors[ME]
        self.controller, self.model = actor.controller, actor.model
        self.first = self.now
        self.posture = self.first.state.joint_position.copy()
        self.seen, self.commands = [], []

    @property
    def now(self):
        """The latest observation of the body."""
        return self.stage.observation.actors[ME]

    @property
    def floating(self):
        return self.model.floating

    @property
    def card(self):
        return self.model.card

    def goal(self, path=None):
        """Return the goal to keep the posture, and perhaps to walk."""
        return Goal(self.posture, path=path)

    def path(self):
        """Return a path of 0.4 m straight ahead."""
        x, y, _ = self.first.state.pose_base_in_world[:3]
        return PlanarPath.straight(PlanarPose(float(x), float(y), 0.0), 0.4)

    def run(self, periods, goal):
        """Move the body for some control periods."""
        for _ in range(periods):
            seen = self.now
            if self.floating:
                self.model.update(seen.state)
            command = self.controller.command(seen, goal)
            self.seen.append(seen)
            self.commands.append(command)
            self.stage.observation = self.stage.engine.step({ME: command})

    def fresh(self):
        """Return another controller, with a model of its own, that begins anew."""
        model = RobotModel(self.card)
        if self.floating:
            model.update(self.first.state)
        body = ControlledBody(model, self.scenario.control_period)
        params = self.scenario.actors[ME].controller.params
        return controller_class(self.kind)(params, body, self.first), model

    def answers(self, controller, model, begin, goal):
        """Return a controller's commands to what was seen from a period on."""
        found = []
        for seen in self.seen[begin:]:
            if self.floating:
                model.update(seen.state)
            found.append(controller.command(seen, goal))
        return found


def arrays(command):
    """Return the numbers (5, n) of a command."""
    return np.array(
        [
            command.torque,
            command.position,
            command.velocity,
            command.stiffness,
            command.damping,
        ]
    )


def assert_same(found, expected):
    """Refuse commands that differ in a bit."""
    assert len(found) == len(expected)
    for ours, theirs in zip(found, expected, strict=True):
        np.testing.assert_array_equal(arrays(ours), arrays(theirs))


def it_stands_for_a_second(trial):
    """Upright, on its place, at the height of its gait, not moving."""
    trial.run(SECOND, trial.goal())
    before, after = trial.first.state, trial.now.state
    moved = after.pose_base_in_world[:3] - before.pose_base_in_world[:3]
    assert np.abs(moved[:2]).max() < 0.05
    assert -(trial.card.gait.crouch or 0.0) - 0.02 < moved[2] < 0.02
    turn = after.pose_base_in_world[3:] @ before.pose_base_in_world[3:]
    assert abs(turn) > np.cos(0.05)
    assert np.abs(after.joint_velocity).max() < 0.5
    assert trial.stage.observation.other_contacts == ()


def its_commands_are_finite_and_within_the_envelope(trial):
    """Of the card: what its actuators can give at their speed."""
    trial.run(100, trial.goal())
    envelope, joints = trial.card.envelope(), len(trial.card.joints)
    for seen, command in zip(trial.seen, trial.commands, strict=True):
        assert arrays(command).shape == (5, joints)
        assert np.isfinite(arrays(command)).all()
        assert (command.stiffness >= 0.0).all()
        assert (command.damping >= 0.0).all()
        state = seen.state
        torque = command.joint_torque(state.joint_position, state.joint_velocity)
        lower, upper = envelope.limits(state.joint_velocity)
        assert (lower <= torque).all()
        assert (torque <= upper).all()


def it_goes_on_bit_for_bit_from_its_state(trial):
    """In itself, in a new controller, and through a file; standing and walking."""
    goal = trial.goal(trial.path() if trial.floating else None)
    trial.run(200, trial.goal())
    trial.run(300, goal)
    state = trial.controller.state()
    written = pickle.dumps(dict(state))
    begin = len(trial.seen)
    trial.run(300, goal)
    expected = trial.commands[begin:]
    assert pickle.dumps(dict(state)) == written, "what state() returned has changed"
    trial.controller.set_state(state)
    assert_same(trial.answers(trial.controller, trial.model, begin, goal), expected)
    assert pickle.dumps(dict(state)) == written, "set_state() shares what it was given"
    controller, model = trial.fresh()
    controller.set_state(pickle.loads(written))
    assert_same(trial.answers(controller, model, begin, goal), expected)


def it_begins_anew_after_a_reset(trial):
    """As one that was just built."""
    trial.run(200, trial.goal())
    if trial.floating:
        trial.model.update(trial.first.state)
    trial.controller.reset(trial.first)
    again = trial.answers(trial.controller, trial.model, 0, trial.goal())
    assert_same(again, trial.commands)


def its_signals_are_the_channels_that_it_declares(trial):
    """In their order, each a finite number with a unit and a meaning."""
    trial.run(10, trial.goal())
    signals, channels = trial.controller.signals(), trial.controller.CHANNELS
    assert signals.shape == (len(channels),)
    assert all(isfinite(value) for value in signals)
    assert all(channel.unit and channel.meaning for channel in channels)
    everything = [channel.name for channel in trial.stage.actors[ME].channels]
    assert len({*everything}) == len(everything)


def it_has_arrived_standing_and_not_with_a_path_before_it(trial):
    """Only bodies on feet are given paths."""
    trial.run(5, trial.goal())
    assert trial.controller.arrived() is True
    if trial.floating:
        trial.run(1, trial.goal(trial.path()))
        assert trial.controller.arrived() is False


def it_tells_the_acceleration_it_means_or_nothing(trial):
    trial.run(5, trial.goal())
    acceleration = trial.controller.predicted_acceleration()
    if acceleration is not None:
        assert acceleration.shape == (trial.model.nv,)
        assert np.isfinite(acceleration).all()


def its_parameters_come_back_from_yaml(trial):
    """Written out with every default, and read again."""
    scenario = trial.scenario
    again = Scenario.from_document(strict_yaml.parse(scenario.dump(), "again.yaml"))
    assert again == scenario
    entry = again.actors[ME].controller
    assert entry.kind == trial.kind
    assert type(entry.params) is registry.module(PACKAGE, trial.kind).Params
    assert entry.params == scenario.actors[ME].controller.params


CHECKS = (
    it_stands_for_a_second,
    its_commands_are_finite_and_within_the_envelope,
    it_goes_on_bit_for_bit_from_its_state,
    it_begins_anew_after_a_reset,
    its_signals_are_the_channels_that_it_declares,
    it_has_arrived_standing_and_not_with_a_path_before_it,
    it_tells_the_acceleration_it_means_or_nothing,
    its_parameters_come_back_from_yaml,
)
