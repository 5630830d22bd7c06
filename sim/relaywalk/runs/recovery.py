"""After a kill: a recording that can be read, and a result judged from it alone."""

from pathlib import Path

from relaywalk.errors import RecordingError
from relaywalk.recording.file_names import PARQUET, RESULT, SCENARIO, STREAM
from relaywalk.recording.fingerprint import fingerprint_of
from relaywalk.recording.recording import Recording
from relaywalk.recording.recover import recover
from relaywalk.recording.run_folder import locked
from relaywalk.runs.judgement import Ending, result_of
from relaywalk.runs.result import Result
from relaywalk.scenario.bodies import load_cards
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml
from relaywalk.types import PhaseRecord


def recover_run(folder: Path) -> Result:
    """Make a run folder whole as far as it can be; write and return its result.

    Args:
        folder: Of a run that was killed, or that could not write its result.

    Raises:
        RecordingError: There is nothing to recover.
        ScenarioError: The run is going on.
        DiskError: There is no room.
    """
    if not folder.is_dir():
        raise RecordingError(f"{folder}: nothing to recover: no such folder")
    with locked(folder):
        return _recovered(folder)


def _recovered(folder: Path) -> Result:
    """Make a run folder whole that nobody else writes."""
    finished, readable = (folder / RESULT).exists(), (folder / PARQUET).exists()
    if finished or not readable or (folder / STREAM).exists():
        recover(folder)
    recording = Recording.open(folder)
    text = recording.scenario
    scenario = Scenario.from_document(strict_yaml.parse(text, str(recording.path)))
    (folder / SCENARIO).write_text(text, encoding="utf-8")
    ending = Ending(
        outcome="interrupted",
        reason=(
            f"the run was killed or cut off; {len(recording)} rows are kept, up to "
            f"t = {recording.time[-1]:.3f} s, and all here is judged from them"
        ),
        phases=_phases(recording, scenario),
        fingerprint=fingerprint_of(recording),
    )
    result = result_of(scenario, load_cards(scenario), folder, ending, None)
    result.write(folder)
    return result


def _phases(recording: Recording, scenario: Scenario) -> list[PhaseRecord]:
    """Return the phases that were recorded; each actor's last was still running."""
    records = []
    for actor in scenario.actors:
        phases = recording.phases(actor)
        for number, (phase, start, end) in enumerate(phases, start=1):
            outcome = "running" if number == len(phases) else "done"
            records.append(PhaseRecord(actor, phase, start, end, outcome))
    return records
