"""A snapshot holds all that decides the rest of a run, whatever a phase remembers."""

import pickle
import re
from importlib.util import find_spec

import numpy as np
import pytest

from relaywalk.errors import RecordingError
from relaywalk.scenario.phase_entry import phase_names
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml
from relaywalk.simulation import snapshot
from relaywalk.simulation.snapshot import (
    BoundStage,
    RunState,
    SnapshotWriter,
    latest,
    restore,
)
from relaywalk.simulation.stage import build_stage
from relaywalk.simulation.termination import Termination

ENGINES = [name for name in ("mujoco", "pybullet") if find_spec(name)]
VERSIONS = {"code": "a", "engine": "1", "numpy": "2"}
ACTOR = {"light": "giver", "offer": "giver", "take": "giver"}  # phases of a guided body
PARAMETERS = {"carry": ", distance: 5.0"}  # what has no default
SCENE = """\
name: scene
duration: 9.0
engine: {engine}
snapshot_every: 0.04
props: {{torch: {{card: torch}}, next: {{lit: true, start: {{x: 3.0, z: 0.5}}}}}}
actors:
  robot: {{card: kuavo_4_pro, script: [{robot}]}}
  giver:
    card: human
    role: giver
    start: {{x: 1.02, y: -0.45, yaw: 3.14159265}}
    holds: {{prop: torch, at: 0.15}}
    script: [{giver}]
"""


def scenario(kind="stand", engine="mujoco", changes=()):
    block = f"{{kind: {kind}, prop: torch{PARAMETERS.get(kind, '')}}}"
    script = {"robot": "{kind: stand}", "giver": "{kind: offer}"}
    script[ACTOR.get(kind, "robot")] = block
    text = SCENE.format(engine=engine, **script)
    plain = Scenario.from_document(strict_yaml.parse(text, "scene"))
    return plain.with_overrides(dict(changes))


class Run:
    """A stage, advanced without a recorder."""

    def __init__(self, scenario, folder):
        self.stage = build_stage(scenario)
        self.folder, self.snapshot_writer = (
            folder,
            SnapshotWriter(folder, self.stage, VERSIONS),
        )
        self.run_state = RunState(self.stage, Termination(self.stage))

    def go_on(self, ticks):
        """Return the bits of what is seen after each control period."""
        stage, seen = self.run_state.stage, []
        for _ in range(ticks):
            stage.advance(stage.commands())
            seen.append(bits(stage.observation))
        return seen

    def keep(self):
        """Write the snapshot of this moment, if one is due."""
        self.snapshot_writer.write_if_due(self.run_state)
        return latest(self.folder, 9.0)

    def restore(self, path, versions=VERSIONS):
        """Go on from a snapshot."""
        self.run_state = restore(path, self.stage, versions)


def bits(observation):
    """Return all numbers of an observation; pickles also depend on who shares what."""
    parts = [observation.time]
    for actor in observation.actors.values():
        state = actor.state
        parts += [state.q, state.v, actor.joint_torque, actor.joint_wrench]
        parts += list(actor.contact_wrench.values())
    for prop in observation.props.values():
        parts += [prop.pose_in_world, prop.twist_in_world]
    return b"".join(np.asarray(part, dtype=float).tobytes() for part in parts)


@pytest.fixture
def make(tmp_path):
    """Build runs; their engines are closed at the end."""
    made = []

    def build(*args):
        made.append(Run(scenario(*args), tmp_path))
        return made[-1]

    yield build
    for run in made:
        run.stage.engine.close()


MISMATCH = {
    "link_mass": 0.1,
    "joint_offset": 0.03,
    "position_noise": 0.03,
    "velocity_noise": 1.5,
    "gyro_noise": 0.2,
    "pushes": {
        "links": ["base_link", "zarm_l4_link", "leg_r4_link"],
        "maximum_impulse": 3.0,
        "minimum_interval": 0.1,
        "maximum_interval": 0.2,
    },
}
GIVEN = [{"time": 0.11, "link": "zhead_2_link", "impulse": [0.5, 0.5, 0.0]}]
WIND = [{"force": [0.0, 2.0, 0.0], "at": 0.7}]
CASES = [(kind, "mujoco") for kind in phase_names()]
CASES += [("receive", engine) for engine in ENGINES if engine != "mujoco"]


@pytest.mark.parametrize(("kind", "engine"), CASES)
def test_every_phase_goes_on_from_a_snapshot_bit_for_bit(make, kind, engine):
    first, second = make(kind, engine), make(kind, engine)
    first.go_on(20)
    path = first.keep()
    goes_on = first.go_on(20)
    second.restore(path)
    assert second.go_on(20) == goes_on


@pytest.fixture
def kept(make):
    """Return a run and its snapshot after 20 control periods."""
    run = make()
    run.go_on(20)
    return run, run.keep()


def test_a_snapshot_is_due_at_its_time_only(kept, tmp_path):
    run, path = kept
    assert path.name == "0000.040.bin"
    run.go_on(3)
    run.keep()
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert latest(tmp_path, 0.039) is None
    assert latest(tmp_path / "none", 1.0) is None


def test_a_damaged_snapshot_is_refused(kept):
    run, path = kept
    whole = path.read_bytes()
    for broken in (whole[:-1], whole.replace(b"snapshot 1", b"snapshot 2"), b"", b"{}"):
        path.write_bytes(broken)
        with pytest.raises(RecordingError, match="is not a snapshot, or is damaged"):
            run.restore(path)
    path.unlink()
    with pytest.raises(RecordingError, match="No such file"):
        run.restore(path)


@pytest.mark.parametrize("ticks", [60, 140], ids=["held", "on its own"])
@pytest.mark.parametrize("engine", ENGINES)
def test_noise_pushes_and_offsets_go_on_bit_for_bit(make, engine, ticks):
    """While the body is held and looked at, until 0.2 s, and after it."""
    changes = {
        "actors.robot.mismatch": MISMATCH,
        "actors.robot.pushes": GIVEN,
        "actors.robot.forces": [{"force": [3.0, 0.0, 0.0]}],
        "props.torch.forces": WIND,
    }
    first = make("stand", engine, changes)
    first.go_on(ticks)
    path = first.keep()
    rest = first.go_on(60)
    second = make("stand", engine, changes)
    second.restore(path)
    assert second.run_state.stage.actors["robot"].disturbances.drawn
    assert second.go_on(60) == rest


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_measured_and_estimated_goes_on_bit_for_bit(make, engine):
    errors = {"latency": 0.004, "gyro_bias": 0.01, "accelerometer_noise": 0.05}
    changes = {
        "actors.robot.mismatch": {**MISMATCH, **errors, "joint_offset": 0.0},
        "actors.robot.sensing": "measured",
    }
    first = make("stand", engine, changes)
    first.go_on(120)
    path = first.keep()
    rest = first.go_on(60)
    second = make("stand", engine, changes)
    second.restore(path)
    assert second.go_on(60) == rest


def test_a_snapshot_of_other_code_is_refused_and_of_another_numpy_is_not(kept):
    run, path = kept
    with pytest.raises(RecordingError, match="was written with code a, this is b"):
        run.restore(path, {**VERSIONS, "code": "b"})
    run.restore(path, {**VERSIONS, "numpy": "3"})


def test_a_snapshot_of_another_scenario_is_refused(kept, make):
    _, path = kept
    with pytest.raises(RecordingError, match="belongs to another scenario"):
        make("receive").restore(path)


class Pretender:
    """Is no phase, but has a method of a stage's name."""

    def _wait(self):
        """Do nothing."""


@pytest.mark.parametrize(
    "name", ["open", "__nope__", "", "__reduce_ex__", "__class__", "__init__"]
)
def test_a_method_that_a_phase_lacks_is_no_stage(name, make):
    phase = make().stage.actors["robot"].script.entries[0].phase
    with pytest.raises(pickle.UnpicklingError, match="is no stage of a phase"):
        BoundStage(phase, name)


@pytest.mark.parametrize("method", [Pretender()._wait, [].append, "".join])
def test_a_method_of_anything_else_is_no_stage(method):
    with pytest.raises(pickle.UnpicklingError, match="is no stage of a phase"):
        BoundStage(method.__self__, method.__name__)


def test_a_pickled_method_of_anything_but_a_phase_is_refused(kept):
    """Whoever wrote it: the name of a method must not call what is no stage."""
    run, _ = kept
    for owner, name in ((run.stage.observation, "with_actor"), ({}, "clear")):
        packed = pickle.dumps(Call(BoundStage, owner, name), 4)
        with pytest.raises(pickle.UnpicklingError, match=f"'{name}' is no stage"):
            snapshot._Unpickler(packed, {}).load()


class Call:
    """Is pickled as a call."""

    def __init__(self, *call):
        self.call = call

    def __reduce__(self):
        """Return the call."""
        function, *given = self.call
        return function, tuple(given)


def test_a_phase_in_the_midst_of_its_stages_goes_on_with_the_very_stage(make):
    first, second = make("receive"), make("receive")
    first.go_on(20)
    second.restore(first.keep())
    phases = [
        run.run_state.stage.actors["robot"].script.entries[0].phase
        for run in (first, second)
    ]
    assert [phase._stage.__name__ for phase in phases] == ["_watch"] * 2
    assert all(phase._stage.__self__ is phase for phase in phases)


def test_a_snapshot_can_make_nothing_but_our_own_values():
    loader = snapshot._Unpickler(pickle.dumps(re.compile("x")), {})
    with pytest.raises(pickle.UnpicklingError, match=r"re\._compile is not allowed"):
        loader.load()
    for name in (("os", "system"), ("relaywalk.simulation.snapshot", "pickle.loads")):
        with pytest.raises(pickle.UnpicklingError, match="is not allowed"):
            loader.find_class(*name)
