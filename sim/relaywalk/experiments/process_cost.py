"""What a whole process costs: wall time and peak memory, its children included."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss [byte]


@dataclass(frozen=True, slots=True)
class ProcessCost:
    """A process that has ended.

    Attributes:
        status: Its exit status; negative if a signal ended it.
        wall_time: From its start to its end [s].
        peak_memory: Resident memory of its largest process, it or one that it waited
            for, at the peak [byte].
        output, errors: What it wrote, stripped.
    """

    status: int
    wall_time: float
    peak_memory: int
    output: str
    errors: str


def process_cost(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> ProcessCost:
    """Return what a command costs, run to its end.

    Linux counts the memory of the process that starts it as a child's own until it
    runs its program: no child looks smaller than who measures it. So keep that small.

    Args:
        command: Program and arguments.
        environment: Variables that it gets; those of this process if None.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=output, stderr=errors, env=environment
        )
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (output, errors):
            file.seek(0)
            texts.append(file.read().decode(errors="replace").strip())
    return ProcessCost(process.returncode, wall, used.ru_maxrss * UNIT, *texts)
