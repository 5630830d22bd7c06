"""The replay that comes with the package: the short relay, already simulated.

`python -m relaywalk.view.replay.demo RUN` (`make demo`) makes it anew from a run.
"""

import sys
from pathlib import Path

from relaywalk import atomic_file
from relaywalk.runs.run import Run
from relaywalk.view.replay.page import write_page
from relaywalk.view.replay.scene import packed

CONTENT = Path(__file__).parent / "shipped" / "relay.bin"
TITLE = "relaywalk: a relay"


def write_demo(page: Path) -> Path:
    """Write the page of the shipped replay; return its path.

    Args:
        page: Of the file.

    Raises:
        OSError: It cannot be written.
    """
    return write_page(page, CONTENT.read_bytes(), TITLE)


def keep(run: Path) -> None:
    """Make a run the one that is shipped.

    Raises:
        RecordingError: It is no run of ours.
    """
    CONTENT.parent.mkdir(exist_ok=True)
    atomic_file.write_bytes(CONTENT, packed(Run.open(run)))


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
