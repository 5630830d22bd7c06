"""Snapshots: all that decides the rest of a run, in one file, put back bit for bit.

The engine gives its own bytes, each controller its `state`. Of our side the rest of the
stage is pickled: scripts, phases, estimators and the last observation, so that a new
phase or filter is part of it without a word here. What the scenario gives again (cards,
models, parameters, controllers, the engine) is only named in the pickle and is the new
stage's own.
"""

import hashlib
import io
import json
import pickle
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, NamedTuple

from typing_extensions import override

from relaywalk.errors import DiskError, RecordingError
from relaywalk.phases import Phase
from relaywalk.recording.file_names import SNAPSHOTS
from relaywalk.simulation.stage import Stage

if TYPE_CHECKING:
    from relaywalk.simulation.termination import Termination

MAGIC = b"relaywalk snapshot 1\n"
# what a damaged or foreign pickle may end in
UNREADABLE = (
    pickle.UnpicklingError,
    AttributeError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
)
PROTOCOL = 4  # arrays of later ones lie in the bytes that were read
LIBRARY_NAMES = {  # what a pickle may call besides our own classes
    ("numpy._core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "scalar"),
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
    ("numpy.random._pickle", "__generator_ctor"),
    ("numpy.random._pickle", "__bit_generator_ctor"),
    ("numpy.random._pcg64", "PCG64"),
    ("collections", "deque"),
    ("builtins", "slice"),
}


class RunState(NamedTuple):
    """All that changes in a run, between two control periods."""

    stage: Stage
    termination: "Termination"


class SnapshotWriter:
    """Writes a run's snapshots, each at its simulated time.

    Attributes:
        spent: Wall time spent here [s].
    """

    def __init__(self, folder: Path, stage: Stage, versions: Mapping[str, str]) -> None:
        """Write nothing yet.

        Args:
            folder: The run folder.
            stage: Where the run begins, or goes on; its scenario says how often.
            versions: Of what simulates it.
        """
        period, every = stage.scenario.control_period, stage.scenario.snapshot_every
        self.spent = 0.0
        self._folder, self._period = folder / SNAPSHOTS, period
        self._every = round(every / period) if every is not None else 0
        self._first = round(stage.observation.time / period)
        self._versions, self._head = versions, _head(stage, versions)

    def start_anew(self, stage: Stage) -> None:
        """Remove what was written: the scenario has changed, and it belongs to none.

        Args:
            stage: With the new scenario.
        """
        for path in self._folder.glob("*.bin"):
            path.unlink()
        self._head = _head(stage, self._versions)

    def write_if_due(self, run_state: RunState) -> None:
        """Write a snapshot if one is due; there is none of where the run begins.

        An engine may go on from its snapshot a little changed: the run that is taken
        up there must not take it a second time.

        Raises:
            DiskError: It cannot be written.
        """
        now = run_state.stage.observation.time
        tick = round(now / self._period)
        if not self._every or tick <= self._first or tick % self._every:
            return
        began = time.perf_counter()
        path = self._folder / file_name(tick * self._period)
        part = path.with_suffix(".part")
        try:
            self._folder.mkdir(exist_ok=True)
            part.write_bytes(_packed(run_state, self._head))
            # a kill in between leaves no half a file under that name
            part.replace(path)
        except OSError as error:
            kept = "what was recorded before is kept"
            raise DiskError(path, error, kept) from error
        finally:
            part.unlink(missing_ok=True)
        self.spent += time.perf_counter() - began


def file_name(at: float) -> str:
    """Return the file name of a snapshot at a simulated time [s]."""
    # leading zeros: names sort as times do
    return f"{at:08.3f}.bin"


def save(path: Path, run_state: RunState, versions: Mapping[str, str]) -> None:
    """Write a snapshot of a run, apart from its run folder.

    Args:
        path: Of the snapshot.
        run_state: Between two control periods.
        versions: Of what simulates it.

    Raises:
        DiskError: It cannot be written.
    """
    try:
        path.write_bytes(_packed(run_state, _head(run_state.stage, versions)))
    except OSError as error:
        raise DiskError(path, error, "nothing was lost") from error


def latest(folder: Path, at: float) -> Path | None:
    """Return a run's last snapshot at or before a time [s], if there is one."""
    limit = file_name(at)
    found = sorted(path.name for path in (folder / SNAPSHOTS).glob("*.bin"))
    before = [name for name in found if name <= limit]
    return folder / SNAPSHOTS / before[-1] if before else None


def restore(path: Path, stage: Stage, versions: Mapping[str, str]) -> RunState:
    """Return the state of the run that a snapshot holds.

    Args:
        path: Of the snapshot.
        stage: Of the same scenario, just built; it is used up.
        versions: Of what simulates now.

    Raises:
        RecordingError: The file is damaged, or of another scenario or version.
    """
    head, engine, objects = _unpacked(path)
    if head["scenario"] != _digest(stage.scenario.dump().encode()):
        raise RecordingError(f"{path}: belongs to another scenario than this run's")
    _check_versions(path, head["versions"], versions)
    stage.engine.restore(engine)
    given = _given(stage)
    try:
        run_state, payloads, states = _Unpickler(objects, given).load()
    except UNREADABLE as error:
        raise RecordingError(f"{path}: cannot be put back: {error}") from error
    for name, loads in payloads.items():
        for frame, load in loads.items():
            stage.actors[name].model.set_payload(frame, *load)
    for name, state in states.items():
        stage.actors[name].controller.set_state(state)
    return run_state


def _check_versions(
    path: Path, then: Mapping[str, str], now: Mapping[str, str]
) -> None:
    """Refuse a snapshot whose objects or engine state mean something else now."""
    for name, version in now.items():
        binding = name in ("relaywalk", "code", "engine") or name.startswith("model ")
        if binding and then.get(name) != version:
            raise RecordingError(
                f"{path}: was written with {name} {then.get(name)}, this is {version}; "
                "run the scenario again"
            )


def _head(stage: Stage, versions: Mapping[str, str]) -> dict[str, Any]:
    """Return what says to which runs a snapshot belongs."""
    scenario = _digest(stage.scenario.dump().encode())
    return {"scenario": scenario, "versions": dict(versions)}


def _given(stage: Stage) -> dict[str, object]:
    """Return what the scenario gives again, by name."""
    given: dict[str, object] = {
        "scenario": stage.scenario,
        "engine": stage.engine,
        "cards": stage.cards,
        "prop cards": stage.prop_cards,
    }
    for name, actor in stage.actors.items():
        given[f"{name}: card"] = actor.card
        given[f"{name}: model"] = actor.model
        given[f"{name}: seen hands"] = actor.seen_hands
        given[f"{name}: props"] = actor.props
        for prop, card in actor.props.items():
            given[f"{name}: prop '{prop}'"] = card
        given[f"{name}: controller"] = actor.controller
        for number, entry in enumerate(stage.scenario.actors[name].script):
            given[f"{name}: parameters {number}"] = entry.params
    return given


class BoundStage:
    """Stands in a pickle for a stage of a phase, which is one of its methods."""

    def __new__(cls, phase: Phase, name: str) -> Any:  # noqa: ANN401
        """Return the method.

        Raises:
            UnpicklingError: That is no method of a phase.
        """
        if not isinstance(phase, Phase) or name not in _stages(type(phase)):
            raise pickle.UnpicklingError(f"{name!r} is no stage of a phase")
        return getattr(phase, name)


def _stages(phase: type[Phase]) -> set[str]:
    """Return the names of the methods that a phase's own classes define."""
    own = [c for c in phase.__mro__ if issubclass(c, Phase) and c is not Phase]
    return {
        name
        for each in own
        for name, value in vars(each).items()
        if isinstance(value, FunctionType) and not name.startswith("__")
    }


class _Pickler(pickle.Pickler):
    """Names what is given again."""

    def __init__(self, file: io.BytesIO, given: Mapping[str, object]) -> None:
        """Pickle into a file; given objects are named, not written."""
        super().__init__(file, PROTOCOL)
        self._names = {id(value): name for name, value in given.items()}

    @override
    def persistent_id(self, obj: Any) -> str | None:
        """Return the name of a given object."""
        return self._names.get(id(obj))

    @override
    def reducer_override(self, obj: Any) -> Any:
        """Keep a stage of a phase as the phase and the name of its method."""
        if isinstance(obj, MethodType):
            return BoundStage, (obj.__self__, obj.__name__)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    """Makes only our own classes, and arrays; no file can make it call another."""

    def __init__(self, objects: bytes, given: Mapping[str, object]) -> None:
        """Unpickle bytes; named objects are taken from those given."""
        super().__init__(io.BytesIO(objects))
        self._given = given

    @override
    def persistent_load(self, pid: Any) -> object:
        """Return a given object."""
        return self._given[pid]

    @override
    def find_class(self, module_name: str, global_name: str) -> Any:
        """Return a class, if a stage may hold it."""
        if (module_name, global_name) in LIBRARY_NAMES:
            return super().find_class(module_name, global_name)
        found = getattr(sys.modules.get(module_name), global_name, None)
        ours = module_name.startswith("relaywalk.") and isinstance(found, type)
        if ours and found.__module__ == module_name:
            return found
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is not allowed")


def _packed(run_state: RunState, head: Mapping[str, Any]) -> bytes:
    """Return a snapshot's file."""
    stage, file = run_state.stage, io.BytesIO()
    payloads = {
        name: {frame: tuple(load) for frame, load in actor.model.payloads.items()}
        for name, actor in stage.actors.items()
    }
    states = {n: dict(a.controller.state()) for n, a in stage.actors.items()}
    _Pickler(file, _given(stage)).dump((run_state, payloads, states))
    engine = stage.engine.snapshot()
    content = engine + file.getvalue()
    line = json.dumps({**head, "split": len(engine), "digest": _digest(content)})
    return MAGIC + line.encode() + b"\n" + content


def _unpacked(path: Path) -> tuple[dict[str, Any], bytes, bytes]:
    """Return a snapshot's head, the engine's bytes, and ours.

    Raises:
        RecordingError: It is not a snapshot, or a damaged one.
    """
    try:
        whole = path.read_bytes()
    except OSError as error:
        raise RecordingError(f"{path}: {error.strerror}") from error
    line, _, content = whole.removeprefix(MAGIC).partition(b"\n")
    try:
        head = json.loads(line)
        good = whole.startswith(MAGIC) and head["digest"] == _digest(content)
    except (ValueError, KeyError, TypeError):
        good = False
    if not good:
        raise RecordingError(f"{path}: is not a snapshot, or is damaged")
    return head, content[: head["split"]], content[head["split"] :]


def _digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()
