"""Makes docs/images/replay.png: the shipped replay as a Chromium draws it.

`python docs/replay.py`, from the top of a checkout (`make docs-images` does it).
"""

import base64
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.report.browser import Browser  # noqa: E402

from relaywalk.view.replay.demo import write_demo  # noqa: E402

PICTURE = ROOT / "docs" / "images" / "replay.png"
SIZE = (1280, 800)  # of the window [px]
TIME = 21.9  # while the torch changes hands [s]
JOINT = "leg_r4_joint"
WAIT = "new Promise((done) => setTimeout(done, 1500))"  # until it is drawn finely


def main() -> None:
    """Open the page, choose moment and joint, and save what is seen."""
    with tempfile.TemporaryDirectory() as folder:
        browser = Browser(Path(folder))
        try:
            browser.open(write_demo(Path(folder) / "demo.html"), *SIZE)
            browser.run("relaywalkReplay.ready")
            browser.run(f"relaywalkReplay.choose('robot', '{JOINT}')")
            browser.run(f"relaywalkReplay.seek({TIME})")
            browser.run("document.querySelectorAll('.replay-zooms button')[1].click()")
            browser.run(WAIT)
            picture = browser.call("Page.captureScreenshot", format="png")["data"]
        finally:
            browser.close()
    PICTURE.write_bytes(base64.b64decode(picture))


if __name__ == "__main__":
    main()
