"""Make the table of study.md from the run folders that `make study` leaves.

python docs/study.py runs/study
"""

import json
import sys
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("study.md")
BEGIN, END = "<!-- begin: docs/study.py -->", "<!-- end: docs/study.py -->"
HEADER = (
    "| robot | engine | seed | outcome | distance [m] | speed [m/s] | base tilt [rad] "
    "| off the path [m] | slip [mm] | torch tilt [rad] | force at hand-overs [N] "
    "| wall / engine time | tick [ms] |\n"
    "|---|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)


def line(result: dict[str, Any]) -> str:
    """Return one run's line of the table."""
    torch = result["torch"]
    forces = ", ".join(f"{h['peak_force']:.0f}" for h in result["handovers"])
    cells = (
        result["robot"],
        result["engine"],
        str(result["seed"]),
        result["outcome"],
        f"{result['distance']:.2f}",
        f"{result['speed']:.3f}",
        f"{result['max_base_tilt']:.4f}",
        f"{result['max_off_path']:.3f}",
        f"{1e3 * torch['max_slip']:.2f}",
        f"{torch['max_tilt']:.3f}",
        forces,
        f"{result['wall_time'] / result['engine_time']:.2f}",
        f"{1e3 * result['control_tick_median']:.2f}",
    )
    return f"| {' | '.join(cells)} |"


def main(folder: Path) -> None:
    """Write the table of all runs in a folder into the page."""
    found = [json.loads(path.read_text()) for path in folder.glob("*/result.json")]
    found.sort(key=lambda r: (r["robot"], r["engine"], r["seed"]))
    table = "\n".join([BEGIN, "", HEADER, *map(line, found), "", END])
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    PAGE.write_text(before + table + after, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
