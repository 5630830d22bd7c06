"""Makes the pictures of the page that reads a report: parts of a report in Chromium.

`python docs/report_pictures.py RUN`, from the top of a checkout (`make docs-images`
does it); the run has a report.
"""

import base64
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.report.browser import Browser  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Mapping

PICTURES = ROOT / "docs" / "images"
WIDTH = 1280  # of the window [px]
MARGIN = 12  # around a part [px]
TIME = 12.8  # a moment of the walk [s]
WAIT = "new Promise((done) => setTimeout(done, 1500))"  # until it is drawn finely
# picture → headings of the part's first and of what comes after it; "" for the top
PARTS: "Mapping[str, tuple[str, str]]" = {
    "report_top": ("", "Verdict"),
    "report_trust": ("Verdict", "What happened"),
    "report_events": ("What happened", "Phases"),
    "report_joints": ("Which joints are used up", "Joint loads"),
    "report_gait": ("Gait", "Plots"),
}
TOP = """[...document.querySelectorAll('h2, h3')]
  .find((h) => h.textContent.trim() === '{}').getBoundingClientRect().top
  + window.scrollY"""


def main(folder: str) -> None:
    """Open the report and save each part as it is seen."""
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(Path(profile))
        try:
            browser.open((Path(folder) / "report.html").resolve(), WIDTH)
            browser.run("relaywalkReplay.ready")
            browser.run("relaywalkReplay.choose('robot', 'leg_r4_joint')")
            browser.run(f"relaywalkReplay.seek({TIME})")
            browser.run(WAIT)
            for name, (first, after) in PARTS.items():
                _save(browser, name, _top(browser, first), _top(browser, after))
        finally:
            browser.close()


def _top(browser: Browser, heading: str) -> float:
    """Return where a part begins, from the top of the page [px]."""
    return float(browser.run(TOP.format(heading))) - MARGIN if heading else 0.0


def _save(browser: Browser, name: str, top: float, bottom: float) -> None:
    """Save what lies between two heights of the page [px]."""
    clip = {"x": 0, "y": top, "width": WIDTH, "height": bottom - top, "scale": 1}
    answer = browser.call(
        "Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True
    )
    (PICTURES / f"{name}.png").write_bytes(base64.b64decode(answer["data"]))


if __name__ == "__main__":
    main(sys.argv[1])
