"""Where the time goes: `python -m tests.speed.profile` samples a run in each engine.

py-spy stops the run a hundred times a second and reads its stack from outside: all of
it is slower alike, where cProfile would slow what makes many small calls. Printed is
how many of the samples were in which part; a library's own code counts for who called
it. The samples are kept as a speedscope file, for https://www.speedscope.app.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.speed.checkout import ROOT
from tests.speed.parts import PARTS, PHYSICS, Frame, part_of

from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, show
from relaywalk.recording.file_names import RESULT
from relaywalk.recording.recording import Recording
from relaywalk.runs.result import Result
from relaywalk.threads import ONE_THREAD

ENGINES = ("mujoco", "pybullet")
# [Hz]; more slows it, and py-spy's --nonblocking loses what has deep stacks
RATE = 100
REFUSED = "ermission"  # py-spy may not read another process


def main(arguments: Sequence[str] | None = None) -> int:
    """Profile a run in every engine; print the tables."""
    asked = parser().parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    for engine in asked.engine or ENGINES:
        file = asked.out / f"{Path(asked.scenario).stem}-{engine}.speedscope.json"
        with tempfile.TemporaryDirectory() as folder:
            run = Path(folder, "run")
            record(run_command(asked, engine, run), file, run / RESULT)
            own = Result.read(run)
            periods = len(Recording.open(run))
        found = times(file)
        show(table(f"{asked.scenario}, {engine}", found, periods))
        clock = 100.0 * own.engine_time / sum(found.values())
        sys.stdout.write(f"by the run's own clock: {PHYSICS} {clock:.1f} %\n")
        sys.stdout.write(f"{file}: open it in https://www.speedscope.app\n")
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser."""
    found = argparse.ArgumentParser(
        prog="python -m tests.speed.profile", description=__doc__.splitlines()[0]
    )
    add = found.add_argument
    add("--scenario", default="carry_5m", help="name or file; carry_5m if none")
    add("--engine", action="append", help="repeatable; both if none")
    add("--set", action="append", default=[], metavar="PATH=VALUE", help="repeatable")
    folder = ROOT / "build" / "profile"
    add("--out", type=Path, default=folder, help="folder; build/profile if not given")
    return found


def run_command(asked: argparse.Namespace, engine: str, folder: Path) -> list[str]:
    """Return the command that is profiled."""
    program = [sys.executable, "-m", "relaywalk", "run", asked.scenario]
    changes = [word for change in asked.set for word in ("--set", change)]
    options = ["--engine", engine, "--out", str(folder), "--no-report", "--quiet"]
    return [*program, *changes, *options]


def record(command: Sequence[str], file: Path, left: Path) -> None:
    """Run a command and sample it into a speedscope file.

    Args:
        command: That is run.
        file: To be written.
        left: What the command leaves if it does what it should: py-spy does not tell.

    Raises:
        SystemExit: py-spy is not there or may not look, or the run has failed.
    """
    options = ["--format", "speedscope", "--rate", str(RATE), "--idle"]
    environment = {**os.environ, **dict.fromkeys(ONE_THREAD, "1")}
    environment["PYTHONPATH"] = str(ROOT / "sim")
    file.unlink(missing_ok=True)
    done = subprocess.run(
        [py_spy(), "record", *options, "--output", str(file), "--", *command],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )
    if file.exists() and left.exists():
        return
    if REFUSED in done.stderr:
        raise SystemExit(
            "py-spy may not read the run's memory: allow ptrace (in a container "
            "'--cap-add SYS_PTRACE'; on macOS as root), then again"
        )
    raise SystemExit(f"no run: {done.stderr.strip()}")


def py_spy() -> str:
    """Return py-spy, that of this environment first.

    Raises:
        SystemExit: There is none.
    """
    places = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    found = shutil.which("py-spy", path=places)
    if found is None:
        raise SystemExit(
            "py-spy is not installed: pip install -c constraints.txt py-spy"
        )
    return found


def times(file: Path) -> Counter[str]:
    """Return part → time that the main thread was in it [s].

    Args:
        file: Speedscope: frames once, and for each thread its samples, outermost
            function first, with the time that each stands for.
    """
    data = json.loads(file.read_text(encoding="utf-8"))
    frames = [Frame(f["name"], f["file"], f["line"]) for f in data["shared"]["frames"]]
    main_thread = max(data["profiles"], key=lambda thread: len(thread["samples"]))
    found: Counter[str] = Counter()
    samples = zip(main_thread["samples"], main_thread["weights"], strict=True)
    for stack, weight in samples:
        found[part_of([frames[index] for index in stack])] += weight
    return found


def table(title: str, found: Counter[str], periods: int) -> Sheet:
    """Return each part's share, and its time in a control period."""
    whole = sum(found.values())
    columns = ("share [%]", "of a control period [µs]")
    rows = [
        (
            part,
            f"{100.0 * found[part] / whole:.1f}",
            f"{1e6 * found[part] / periods:.0f}",
        )
        for part in PARTS
    ]
    rows.append(("whole process", "100.0", f"{1e6 * whole / periods:.0f}"))
    caption = f"{whole:.1f} s, {periods} control periods"
    titles = (TextColumn("part"), *map(NumberColumn, columns))
    return Sheet(title, titles, tuple(rows), caption)


if __name__ == "__main__":
    sys.exit(main())
