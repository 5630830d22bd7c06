"""Makes docs/images/relay.gif: the last hand-over of a run, the walk up to it included.

`python docs/film.py RUN` (`make docs-images` does it).
"""

import sys
from pathlib import Path

import relaywalk

PICTURE = Path(__file__).with_name("images") / "relay.gif"
BEFORE, AFTER = 6.0, 1.5  # what is seen before the first touch and after release [s]
FPS, SIZE = 12.5, (640, 360)  # pictures a second, their width and height [px]
ELBOW = "zarm_r4_joint"


def main(folder: str) -> None:
    """Film the run."""
    run = relaywalk.open(folder)
    handover = run.result.handovers[-1]
    start, end = handover.start - BEFORE, handover.end + AFTER
    run.video(PICTURE, start=start, end=end, fps=FPS, size=SIZE, curve=ELBOW)


if __name__ == "__main__":
    main(sys.argv[1])
