"""The worker: draws figures of a report in a process of its own.

`python -m relaywalk.report.run.figure_worker FOLDER PARENT`; names come from standard
input. What it does not draw, whoever started it draws, and meets the error there.
"""

import os
import sys
from pathlib import Path

from relaywalk.process import die_with
from relaywalk.report.run.figure_queue import FigureQueue


def main(folder: Path, parent: int) -> int:
    """Draw figures until there are no more; return the exit status.

    Args:
        folder: Of the run.
        parent: Process without which this one shall not live.
    """
    die_with(parent)
    from relaywalk.report.run.figure_file import seldom_collecting, write_figure
    from relaywalk.runs.run import Run

    run = Run.open(folder)
    with seldom_collecting():
        for name in FigureQueue(sys.stdin.fileno()):
            write_figure(run, name)
    return os.EX_OK


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
