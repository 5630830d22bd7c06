"""What can be said of a run whose process was killed, from its recording."""

import json
import math
from pathlib import Path
from typing import Any

from relaywalk.phases import PhaseRecord
from relaywalk.recording.recording import Recording
from relaywalk.result import Clock, Ending, result_of
from relaywalk.scenario import Scenario
from relaywalk.stage import load_cards

LOST = (  # with the process, or true of another one only
    "wall_time",
    "realtime_factor",
    "engine_time",
    "control_time",
    "record_time",
    "control_tick_median",
    "control_tick_p99",
    "versions",
    "fingerprint",
)


def recovered_values(folder: Path) -> dict[str, Any]:
    """Return the keys of `result.json` that a recording alone can tell.

    Args:
        folder: Of a run that left a recording and no result.

    Raises:
        RecordingError: The recording is not one of ours.
        ScenarioError: The scenario cannot be read.
    """
    scenario = Scenario.load(folder / "scenario.yaml")
    recording = Recording.open(folder)
    end = float(recording.time[-1])
    reason = (
        f"the process was killed; {len(recording)} rows were recovered, up to "
        f"t = {end:.3f} s"
    )
    ending = Ending("interrupted", reason, _phases(recording, scenario), "", "")
    clock = Clock(math.nan, math.nan, math.nan, ())
    result = result_of(scenario, load_cards(scenario), folder, ending, clock)
    return {key: value for key, value in result.values.items() if key not in LOST}


def as_json(folder: Path) -> str:
    """Return those keys as the text of a `result.json`."""
    return json.dumps(recovered_values(folder))


def _phases(recording: Recording, scenario: Scenario) -> list[PhaseRecord]:
    """Return the phases as the recording has them; each actor's last was going on."""
    records = []
    for actor in scenario.actors:
        phases = recording.phases(actor)
        for place, (name, start, end) in enumerate(phases, start=1):
            outcome = "running" if place == len(phases) else "done"
            records.append(PhaseRecord(actor, name, start, end, outcome))
    return records
