"""Before and after: `python -m tests.speed.ab BEFORE [AFTER]` runs two commits in turn.

Each run is a whole process, of this interpreter, with one thread, of a copy of the
commit's files. The two take turns at going first, so that a machine that grows slower
favours none. Said pair by pair, then as medians: wall time, time outside the physics
per control period, control tick, peak memory; and whether both simulated the same.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from tests.speed.checkout import WORKING_TREE, check_out
from tests.speed.sameness import sameness
from tests.speed.sample import Sample, Side, run

from relaywalk.cli._sheet import NumberColumn, Sheet, show

ENGINES = ("mujoco", "pybullet")
Pair = tuple[Sample, Sample]
# a short walk with the torch: all that walking compiles is cached then
WARM = ("carry_5m", "--no-report", "--set", "actors.robot.script.1.distance=0.5")
WARM += ("--set", "success.distance=0.1")
FIGURES = (  # title, attribute of a sample, factor, digits
    ("wall [s]", "wall", 1.0, 2),
    ("outside physics, a period [ms]", "outside", 1e3, 3),
    ("tick, median [ms]", "tick", 1e3, 3),
    ("tick, 99 % [ms]", "tail", 1e3, 3),
    ("peak memory [MB]", "memory", 1e-6, 0),
)
TITLES = ("pair", *(t for title, *_ in FIGURES for t in (title, "ratio")))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the pairs of every engine; print the tables."""
    asked = parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="relaywalk-ab-") as folder:
        sides = _sides(asked, Path(folder))
        _say(f"before: {sides[0].name}", f"after: {sides[1].name}")
        last: dict[str, Pair] = {}
        for engine in asked.engine or ENGINES:
            out = (asked.keep or Path(folder, "runs")) / engine
            pairs = list(_pairs(asked, engine, sides, out))
            show(table(f"{asked.scenario}, {engine}; ratio: before / after", pairs))
            last[engine] = pairs[-1]
        # at the end: it fills this process, and no child looks smaller than that
        for engine, (before, after) in last.items():
            _say(*(f"{engine}: {s}" for s in sameness(before.folder, after.folder)))
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser."""
    found = argparse.ArgumentParser(
        prog="python -m tests.speed.ab", description=__doc__.splitlines()[0]
    )
    add = found.add_argument
    add("before", help="commit to compare with")
    add("after", nargs="?", default=WORKING_TREE, help="commit; else what lies here")
    add("--scenario", default="relay_5m", help="name or file; relay_5m if not given")
    add("--engine", action="append", help="repeatable; both if none")
    add("--pairs", type=_count, default=3, help="3 if not given")
    add("--robot", default="", help="card of the robot")
    add("--seed", default="1", help="of both; 1 if not given")
    add("--set", action="append", default=[], metavar="PATH=VALUE", help="repeatable")
    add("--report", action="store_true", help="with tables, plots and page")
    add("--no-warm", action="store_true", help="without a short run of each first")
    add("--keep", type=_new, metavar="DIR", help="for the last runs; else they go")
    return found


def _count(text: str) -> int:
    """Return a number of pairs.

    Raises:
        ArgumentTypeError: It is not one.
    """
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text}: expected 1, 2, …")
    return int(text)


def _new(text: str) -> Path:
    """Return a folder that is not there yet: what is in it is written over.

    Raises:
        ArgumentTypeError: It is there.
    """
    if Path(text).exists():
        raise argparse.ArgumentTypeError(f"{text}: is there already; name a new folder")
    return Path(text)


def _sides(asked: argparse.Namespace, folder: Path) -> tuple[Side, Side]:
    """Return both states of the code, checked out."""
    commits = {"before": asked.before, "after": asked.after}
    before, after = (
        Side(check_out(commit, folder / word), folder / word)
        for word, commit in commits.items()
    )
    return before, after


def _pairs(
    asked: argparse.Namespace, engine: str, sides: tuple[Side, Side], out: Path
) -> Iterator[Pair]:
    """Yield what a run of each side costs, pair by pair."""
    if not asked.no_warm:  # compiles what each side caches
        for word, side in zip(("before", "after"), sides, strict=True):
            run(side, [*WARM, "--engine", engine], out / f"warm-{word}")
    for number in range(asked.pairs):
        yield pair(options(asked, engine), sides, out, number)


def options(asked: argparse.Namespace, engine: str) -> list[str]:
    """Return the arguments of `relaywalk run`."""
    found = [asked.scenario, "--engine", engine, "--seed", asked.seed]
    found += ["--robot", asked.robot] if asked.robot else []
    for override in asked.set:
        found += ["--set", override]
    return found if asked.report else [*found, "--no-report"]


def pair(
    arguments: list[str], sides: tuple[Side, Side], out: Path, number: int
) -> Pair:
    """Run both once, the second first in every other pair; keep the last pair only."""
    found: dict[int, Sample] = {}
    for index in (0, 1) if number % 2 == 0 else (1, 0):
        folder = out / ("before", "after")[index]
        shutil.rmtree(folder, ignore_errors=True)
        found[index] = run(sides[index], arguments, folder)
    return found[0], found[1]


def table(title: str, pairs: Sequence[Pair]) -> Sheet:
    """Return every pair, and the medians: of each side, and of the pairs' ratios."""
    rows = [(str(i), *_cells([one])) for i, one in enumerate(pairs, 1)]
    if len(pairs) > 1:
        rows.append(("median", *_cells(pairs)))
    return Sheet(title, tuple(map(NumberColumn, TITLES)), tuple(rows))


def _cells(pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield each figure's before and after, and their ratio."""
    for _, name, factor, digits in FIGURES:
        values = [tuple(getattr(sample, name) for sample in one) for one in pairs]
        before, after = (factor * median(side) for side in zip(*values, strict=True))
        yield f"{before:.{digits}f} → {after:.{digits}f}"
        yield f"{median(one / two for one, two in values):.3f}"


def _say(*lines: str) -> None:
    """Print lines at once: a pair takes minutes."""
    sys.stdout.write("\n".join((*lines, "")))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
