"""Make the tables of study.md from what `make study` leaves.

python docs/study.py runs/study
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from relaywalk.analysis.sweeps.rates import Rate
from relaywalk.report.sweep.sweep_rows import interval

PAGE = Path(__file__).with_name("study.md")
STUDIES = Path(__file__).with_name("studies")
BEGIN, END = "<!-- begin: docs/study.py -->", "<!-- end: docs/study.py -->"
RELAY = "relay_100m"
RELAY_HEADER = (
    "| robot | engine | seed | outcome | distance [m] | speed [m/s] | re-timed steps "
    "| base tilt [rad] | off the path [m] | slip [mm] | torch tilt [rad] "
    "| force at hand-overs [N] | wall / engine time | tick [ms] |\n"
    "|---|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)
RATE_HEADER = (
    "| study | robot | engine | success | 95 % interval | what ended the others |\n"
    "|---|---|---|--:|--:|---|"
)
Results = Sequence[dict[str, Any]]


def results(folder: Path) -> Results:
    """Return the results of a sweep's finished runs."""
    found = [json.loads(p.read_text()) for p in folder.glob("runs/*/result.json")]
    return sorted(found, key=lambda r: (r["robot"], r["engine"], r["seed"]))


def relay_line(result: dict[str, Any]) -> str:
    """Return one relay's line."""
    torch = result["torch"]
    forces = ", ".join(f"{h['peak_force']:.0f}" for h in result["handovers"])
    return _row(
        result["robot"],
        result["engine"],
        str(result["seed"]),
        result["outcome"],
        f"{result['distance']:.2f}",
        f"{result['speed']:.3f}",
        f"{result['retimed_steps']} of {result['steps']}",
        f"{result['max_base_tilt']:.4f}",
        f"{result['max_off_path']:.3f}",
        f"{1e3 * torch['max_slip']:.2f}",
        f"{torch['max_tilt']:.3f}",
        forces,
        f"{result['wall_time'] / result['engine_time']:.2f}",
        f"{1e3 * result['control_tick_median']:.2f}",
    )


def rate_lines(name: str, found: Results) -> Iterator[str]:
    """Yield a study's lines: robot by engine, and all robots of an engine."""
    for engine in sorted({r["engine"] for r in found}):
        mine = [r for r in found if r["engine"] == engine]
        robots = sorted({r["robot"] for r in mine})
        for robot in robots:
            yield rate_line(name, robot, engine, mine)
        if len(robots) > 1:
            yield rate_line(name, "all", engine, mine)


def rate_line(name: str, robot: str, engine: str, found: Results) -> str:
    """Return the line of one robot, or of all, in an engine."""
    mine = [r for r in found if robot in ("all", r["robot"])]
    rate = Rate(sum(r["outcome"] == "success" for r in mine), len(mine))
    ends = Counter(r["outcome"] for r in mine if r["outcome"] != "success")
    others = ", ".join(f"{count} {outcome}" for outcome, count in ends.most_common())
    share = f"{rate.successes} of {rate.runs}"
    return _row(name, robot, engine, share, interval(rate.wilson95), others or "–")


def _row(*cells: str) -> str:
    """Return a table's line."""
    return f"| {' | '.join(cells)} |"


def tables(folder: Path) -> str:
    """Return both tables, of the studies that the folder holds."""
    names = sorted(path.stem for path in STUDIES.glob("*.yaml"))
    found = {name: results(folder / name) for name in names}
    rates = [line for name in names for line in rate_lines(name, found[name])]
    relays = map(relay_line, found[RELAY])
    return "\n".join([RATE_HEADER, *rates, "", RELAY_HEADER, *relays])


def main(folder: Path) -> None:
    """Write the tables into the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    made = f"{BEGIN}\n\n{tables(folder)}\n\n{END}"
    PAGE.write_text(before + made + after, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
