"""The worker: simulates one run in a process of its own, then exits.

`python -m relaywalk.sweep.worker FOLDER PARENT`; the folder holds `scenario.yaml`.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

from relaywalk.errors import DiskError, RelayError
from relaywalk.process import die_with


def main(folder: Path, parent: int) -> int:
    """Simulate the scenario in a run folder; return the exit status.

    It is 0 if the run left its result, EX_IOERR if the disk did not take it.

    Args:
        folder: The run folder.
        parent: Process without which this one shall not live.
    """
    die_with(parent)
    from relaywalk.recording.file_names import SCENARIO
    from relaywalk.scenario.scenario import Scenario
    from relaywalk.simulation.loop import simulate

    try:
        simulate(Scenario.load(folder / SCENARIO), folder)
    except DiskError as error:
        _say(error.reason)
        return os.EX_IOERR
    except (RelayError, OSError) as error:
        _say(error)
        return 1
    return 0


def _say(message: object) -> None:
    """Write a line to standard error, which may lie on the same full disk.

    Without a buffer: one that cannot be emptied at the end changes the exit status.
    """
    with suppress(OSError):
        os.write(sys.stderr.fileno(), f"{message}\n".encode())


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
