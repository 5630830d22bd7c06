"""The report of a run: started here, so that others draw while this one still loads."""

from pathlib import Path
from typing import TYPE_CHECKING

from relaywalk.report.run.drawers import Drawers, helpers

if TYPE_CHECKING:
    from relaywalk.runs.run import Run


def write_report(run: "Run", force: bool = False) -> Path:
    """Write `report.html`, `plots/*.png`, `oracles.json` and both tables of loads.

    Args:
        run: Its folder is written to.
        force: Draw also the plots whose oracles fail, the failure across them.

    Returns:
        The page.

    Raises:
        RecordingError: The recording cannot be read.
    """
    with Drawers(run.folder, helpers(len(run.recording))) as drawers:
        # only now: it takes a second, and the drawers take theirs meanwhile
        from relaywalk.report.run.page import write_page

        return write_page(run, force, drawers)
