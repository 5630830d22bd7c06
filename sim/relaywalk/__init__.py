"""relaywalk: a humanoid takes a torch, walks with it and hands it over.

The names below are loaded when they are first used, so that the command line can
settle the number of threads before NumPy is imported.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from relaywalk.api import Run, open, run
    from relaywalk.errors import (
        AmbiguousName,
        CardError,
        DiskError,
        Diverged,
        MissingDependency,
        NoSolution,
        PhaseTimeout,
        RecordingError,
        RelayError,
        RobotFell,
        ScenarioError,
        TorchDropped,
        UnknownName,
    )
    from relaywalk.recording.recording import Recording
    from relaywalk.scenario.scenario import Scenario

__version__ = "0.1.0"

__all__ = [
    "AmbiguousName",
    "CardError",
    "DiskError",
    "Diverged",
    "MissingDependency",
    "NoSolution",
    "PhaseTimeout",
    "Recording",
    "RecordingError",
    "RelayError",
    "RobotFell",
    "Run",
    "Scenario",
    "ScenarioError",
    "TorchDropped",
    "UnknownName",
    "open",
    "run",
]

_HOMES = {
    "Recording": "relaywalk.recording.recording",
    "Run": "relaywalk.api",
    "Scenario": "relaywalk.scenario.scenario",
    "open": "relaywalk.api",
    "run": "relaywalk.api",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module 'relaywalk' has no attribute '{name}'")
    return getattr(importlib.import_module(_HOMES.get(name, "relaywalk.errors")), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__"]
