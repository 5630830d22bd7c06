"""The worker: simulates one run in a process of its own, then exits.

`python -m relaywalk.sweep.worker FOLDER PARENT`; the folder holds `scenario.yaml`.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

from relaywalk.errors import RelayError

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main(folder: Path, parent: int) -> int:
    """Simulate the scenario in a run folder; return 0 if it left its result.

    Args:
        folder: The run folder.
        parent: Process without which this one shall not live.
    """
    die_with(parent)
    from relaywalk.scenario import Scenario
    from relaywalk.simulation import simulate

    try:
        simulate(Scenario.load(folder / "scenario.yaml"), folder)
    except (RelayError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def die_with(parent: int) -> None:
    """Let the kernel kill this process when its parent ends, however that ends.

    Otherwise a killed sweep would leave runs that go on writing into folders which
    the resumed sweep starts afresh.

    Args:
        parent: Process id; if it is gone already, this process ends at once.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
