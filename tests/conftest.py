"""Fixtures of all tests: synthetic recordings, and stand-ins for what is slow."""

import os
import resource
import time
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from tests.report.browser import Browser, executable

from relaywalk.planar_path import PlanarPose
from relaywalk.recording.channels import RecordedScene
from relaywalk.recording.recorder import Head, Recorder
from relaywalk.recording.recording import Recording
from relaywalk.robots.card import RobotCard, load_prop_card, load_robot_card
from relaywalk.robots.model import Placement, RobotModel
from relaywalk.scenario.controller_entry import DEFAULT
from relaywalk.simulation.actor import actor_channels
from relaywalk.types import (
    ActorObservation,
    ActorSignals,
    Observation,
    PropState,
    RobotState,
)

pytest_plugins = ["tests.installed_engines", "tests.made_runs"]

ROOT = Path(__file__).parents[1]
PERIOD = 0.01  # of the synthetic recordings [s]


@dataclass
class Motion:
    """What an actor does, one row a control period; what is left out is zero.

    What touches a hand is the first prop, where `grip` says nothing else.
    """

    base: np.ndarray | None = None
    twist: np.ndarray | None = None
    position: np.ndarray | None = None
    velocity: np.ndarray | None = None
    torque: np.ndarray | None = None
    wrench: np.ndarray | None = None
    contact: Mapping[str, np.ndarray] = field(default_factory=dict)
    grip: Mapping[tuple[str, str], np.ndarray] | None = None
    squeeze: Mapping[tuple[str, str], np.ndarray] = field(default_factory=dict)
    phase: Callable[[int], str] = lambda row: "stand"

    def at(self, row, time: float, card: RobotCard, props=()) -> ActorObservation:
        """Return the observation of one row."""
        n = len(card.joints)
        state = RobotState(
            time,
            _row(self.base, row, np.array([0, 0, 0, 0, 0, 0, 1.0])),
            _row(self.twist, row, np.zeros(6)),
            _row(self.position, row, np.zeros(n)),
            _row(self.velocity, row, np.zeros(n)),
        )
        contact = {
            name: _row(self.contact.get(name), row, np.zeros(6))
            for name in card.contact_frames
        }
        torque = _row(self.torque, row, np.zeros(n))
        wrench = _row(self.wrench, row, np.zeros((n, 6)))
        grips = self._grips(card, props)
        grip = {pair: _row(grips.get(pair), row, np.zeros(6)) for pair in grips}
        squeeze = {pair: _row(self.squeeze.get(pair), row, 0.0) for pair in grips}
        return ActorObservation(
            state, torque, wrench, contact, prop_wrench=grip, prop_grip=squeeze
        )

    def _grips(self, card, props):
        """Return (hand, prop) → what that prop does to that hand; None for nothing."""
        found = dict.fromkeys(product(card.hands, props))
        if self.grip is not None:
            return {**found, **self.grip}
        first = {pair: self.contact.get(pair[0]) for pair in found}
        return {**found, **{p: v for p, v in first.items() if p[1] == props[0]}}


def _quiet(phase, channels):
    """Return what an actor tells of itself in a phase: zeros."""
    return ActorSignals(phase, np.zeros(len(channels)))


def _row(values, row, default):
    """Return a row of an array, or what stands for a missing one."""
    return default if values is None else np.asarray(values[row], dtype=float)


GRAVITY = 9.81  # [m/s²]
ORIGIN = PlanarPose(0.0, 0.0, 0.0)


def _about_z(yaw):
    """Return the quaternion xyzw of a heading [rad]."""
    return 0.0, 0.0, np.sin(yaw / 2.0), np.cos(yaw / 2.0)


class Kinematic(RobotModel):
    """A body without physics: frames go where they should, the CoM as a pendulum.

    It stands at first, its feet about a root; `state` stays what it was then.
    """

    def __init__(self, card: RobotCard, root: PlanarPose = ORIGIN) -> None:
        super().__init__(card)
        joints = card.pose("stand", "hand_open")
        pose = np.array([0.0, 0.0, 0.0, *_about_z(root.yaw)])
        still = np.zeros(len(joints))
        self.state = RobotState(0.0, pose, np.zeros(6), joints, still)
        self.update(self.state)
        self.places = {}
        soles = [super(Kinematic, self).placement(f.frame) for f in card.feet.values()]
        if soles:
            pose[:3] -= np.mean([position for position, _ in soles], axis=0)
            pose[:2] += root[:2]
            self.update(self.state)
        self.loads = dict.fromkeys(card.feet, GRAVITY * self.mass / 2.0)

    def placement(self, frame):
        """Return where a frame was led last."""
        return self.places.get(frame) or super().placement(frame)

    def follow(self, reference, period):
        """Do for a time [s] as a reference says; who stands bears the rest."""
        for foot, path in reference.swing.items():
            where = path.position_in_world.copy()
            self.loads[foot] = 100.0 if where[2] <= 0.0 else 0.0
            where[2] = max(where[2], 0.0)
            place = Placement(where, path.rotation_to_world)
            self.places[self.card.feet[foot].frame] = place
        rest = GRAVITY * self.mass - sum(self.loads[foot] for foot in reference.swing)
        for foot in reference.stance:
            self.loads[foot] = rest / len(reference.stance)
        if reference.com_height:
            away = self.com_in_world[:2] - reference.zmp_in_world
            self.com_velocity[:2] += period * GRAVITY / reference.com_height * away
            self.com_in_world[:2] += period * self.com_velocity[:2]


@pytest.fixture(scope="session")
def kinematic() -> type[Kinematic]:
    """Return the type of a body without physics."""
    return Kinematic


@pytest.fixture(scope="session")
def two_link() -> RobotCard:
    """Two links on a foot."""
    return load_robot_card(ROOT / "tests" / "models" / "two_link" / "card.yaml")


@pytest.fixture(scope="session")
def human() -> RobotCard:
    """The guided human."""
    return load_robot_card(ROOT / "models" / "human" / "card.yaml")


@pytest.fixture(scope="session")
def kuavo() -> RobotCard:
    """The Kuavo 4 Pro."""
    return load_robot_card(ROOT / "models" / "kuavo_4_pro" / "card.yaml")


@pytest.fixture(scope="session")
def torch():
    """The torch."""
    return load_prop_card(ROOT / "models" / "torch" / "card.yaml")


@pytest.fixture(scope="session")
def motion() -> type[Motion]:
    """Return the type that says what an actor does."""
    return Motion


@pytest.fixture(scope="session")
def write_rows():
    """Write rows with a recorder and leave it open; return it."""

    def write(folder, cards, rows, motions=None, props=None, poses=None, period=PERIOD):
        motions = motions or {name: Motion() for name in cards}
        told = {n: actor_channels(c, DEFAULT[c.base]) for n, c in cards.items()}
        scene = RecordedScene(cards, props or {}, told)
        recorder = Recorder(folder, scene, Head("name: synthetic\n", period=period))
        for row in range(rows):
            time = row * period
            recorder.step(
                Observation(
                    time,
                    {
                        n: motions[n].at(row, time, card, tuple(props or {}))
                        for n, card in cards.items()
                    },
                    {n: PropState(poses[n][row], np.zeros(6)) for n in props or {}},
                ),
                {},
                {n: _quiet(motions[n].phase(row), told[n]) for n in cards},
            )
        return recorder

    return write


@pytest.fixture
def record(tmp_path, write_rows):
    """Write a whole recording and open it."""

    def make(*args, **options) -> Recording:
        write_rows(tmp_path, *args, **options).close()
        return Recording.open(tmp_path)

    return make


def lives(process):
    """Say whether a process runs; one that nobody has waited for does not."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.split(") ")[1][0] != "Z"


@pytest.fixture
def ends():
    """Return the function that waits until a process is gone, 30 s at most."""

    def wait(process):
        for _ in range(300):
            if not lives(process):
                return True
            time.sleep(0.1)
        return False

    return wait


@pytest.fixture
def oracles_say(monkeypatch):
    """Return a function that makes all oracles find what it is told, else zero."""
    from relaywalk import oracles, registry

    def found(name, value):
        oracle = registry.module("relaywalk.oracles", name).ORACLE
        result = oracle.not_run("told so") if value is None else oracle.found(value)
        of = "robot" if oracle.scope == "run" else "mujoco"
        return oracles.OracleResult(oracle, of, result.value, result.note)

    def say(**values):
        results = tuple(found(n, values.get(n, 0.0)) for n in oracles.oracle_names())
        monkeypatch.setattr(oracles, "measure_all", lambda *_: results)

    return say


@pytest.fixture
def plain_plots(monkeypatch):
    """Draw every plot as an empty one, which is quick."""
    from relaywalk import plots
    from relaywalk.plots._axes import figure

    def plain(run, name):
        return figure(name, width=2.0, height=1.0)

    monkeypatch.setattr(plots, "plot", plain)


@pytest.fixture
def no_film(monkeypatch):
    """Draw no filmstrip."""
    from relaywalk.report.run import page
    from relaywalk.report.run.filmstrip import Filmstrip

    monkeypatch.setattr(page, "filmstrip", lambda _: Filmstrip([], "not asked for"))


@pytest.fixture
def no_file_above():
    """Return a context in which no file grows beyond a size, as on a full disk."""

    @contextmanager
    def limited(size):
        """Limit files to a size [byte], in this process and those it starts."""
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return limited


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Return a browser; only a machine of CI must have one."""
    if executable() is None and not os.environ.get("CI"):
        pytest.skip("no Chromium is installed: apt-get install chromium")
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()
