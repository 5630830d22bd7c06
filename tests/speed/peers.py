"""Our control tick beside PlaCo's, `make bench-peers`.

`python -m tests.speed.peers PYTHON` takes the Python of an environment with PlaCo. The
robot walks with the torch in our simulation. In turn, some of its ticks are measured
here, and the same states are given to PlaCo's DynamicsSolver in its own process: the
same robot, tasks alike, the same feet on the ground. While one works the other waits.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
from tests.speed.checkout import ROOT
from tests.speed.our_side import LiveTick, OurSide, WarmTick, robot_of, state_of

from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, show
from relaywalk.threads import ONE_THREAD

PEER = "tests.speed.placo_peer"
INCLUDES = """\
PlaCo, tick: state and targets set through its Python binding, kinematics, QP. Tasks,
  gains and weights of ours; limits: torques, friction and pressure centre of the feet.
  No gait, no servo.
ours, model and QP: the same work, tick after tick, the engine not between: Pinocchio,
  tasks, limits (knees, yaw moment and whole load too), DAQP, torques.
ours, controller: in the running loop; walker, balance, hands, finger servos besides.
ours, control tick: in the running loop; sensors, model update and script besides."""


class Row(NamedTuple):
    """A measured time.

    Attributes:
        name: Of what took it.
        times: (n,) [s].
        feet: (n,) how many feet bore load.
    """

    name: str
    times: Sequence[float]
    feet: Sequence[int]


class Measured(NamedTuple):
    """All that was measured.

    Attributes:
        live: Our ticks in the running loop.
        warm: Our ticks that the peer was given, too.
        answers: Of the peer, one a round of them.
    """

    live: list[LiveTick]
    warm: list[WarmTick]
    answers: list[dict]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure in turn; print the table."""
    asked = parser().parse_args(arguments)
    found = measured(asked.python, asked.engine, asked.rounds, asked.ticks)
    title = f"kuavo_4_pro walks in {asked.engine}; {len(found.live)} ticks a row"
    show(table(title, rows(found)))
    sys.stdout.write(f"{INCLUDES}\n{agreement(found)}\n")
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser."""
    found = argparse.ArgumentParser(
        prog="python -m tests.speed.peers", description=__doc__.splitlines()[0]
    )
    add = found.add_argument
    add("python", metavar="PYTHON", help="of an environment that has PlaCo")
    add("--engine", default="mujoco", help="mujoco if not given")
    add("--rounds", type=int, default=8, help="turns of each; 8 if not given")
    add("--ticks", type=int, default=125, help="of a turn; 125 if not given")
    return found


def measured(python: str, engine: str, rounds: int, ticks: int) -> Measured:
    """Return our ticks, and what the peer answered to each round of them.

    Raises:
        SystemExit: The peer has ended.
    """
    side, found = OurSide(engine), Measured([], [], [])
    with peer(python) as ask:
        ask(robot_of(side.model, side.period), answered=False)
        for _ in range(rounds):
            found.live.extend(side.live(ticks))
            warm = side.warm(ticks)
            found.warm.extend(warm)
            found.answers.append(ask([state_of(tick, side.model) for tick in warm]))
    side.close()
    return found


def agreement(found: Measured) -> str:
    """Return how far the torques of both are apart: whether both did the same work."""
    theirs = np.concatenate([answer["torque"] for answer in found.answers])
    own = np.array([tick.torque for tick in found.warm])
    apart, size = (np.sqrt(np.mean(x**2)) for x in (theirs - own, own))
    return f"torques of both: {apart:.1f} N·m apart (rms), ours {size:.1f} N·m (rms)"


@contextmanager
def peer(python: str) -> Iterator:
    """Yield a function that asks the peer's process.

    Raises:
        SystemExit: It has ended.
    """
    environment = {**os.environ, **dict.fromkeys(ONE_THREAD, "1")}
    environment.pop("PYTHONPATH", None)  # its libraries are others
    with subprocess.Popen(
        [python, "-m", PEER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    ) as process:

        def ask(question: object, *, answered: bool = True) -> dict | None:
            """Send a line; return the answer, if there is one."""
            try:
                process.stdin.write(json.dumps(question) + "\n")
                process.stdin.flush()
                return json.loads(process.stdout.readline()) if answered else None
            except (BrokenPipeError, json.JSONDecodeError):
                raise SystemExit(
                    f"{PEER} has ended; what it said stands above"
                ) from None

        yield ask


def rows(found: Measured) -> list[Row]:
    """Return every time that is shown."""
    live, warm = found.live, found.warm
    walks, feet = ([t.feet_down for t in ticks] for ticks in (live, warm))
    theirs = {
        name: [time for answer in found.answers for time in answer[name]]
        for name in ("tick", "solve")
    }
    return [
        Row("PlaCo, tick", theirs["tick"], feet),
        Row("  its solve() alone", theirs["solve"], feet),
        Row("ours, model and QP", [t.update + t.solve for t in warm], feet),
        Row("  WholeBodyQp.solve alone", [t.solve for t in warm], feet),
        Row("ours, controller", [t.command for t in live], walks),
        Row("ours, control tick", [t.whole for t in live], walks),
    ]


def table(title: str, found: Sequence[Row]) -> Sheet:
    """Return the table of all times."""
    numbers = ("median [µs]", "99 % [µs]", "one foot, median [µs]", "two feet [µs]")
    columns = (TextColumn(""), *map(NumberColumn, numbers))
    return Sheet(title, columns, tuple((row.name, *_cells(row)) for row in found))


def _cells(row: Row) -> Iterator[str]:
    """Yield median and 99th percentile, and the medians by feet on the ground."""
    times, feet = 1e6 * np.array(row.times), np.array(row.feet)
    yield f"{np.median(times):.0f}"
    yield f"{np.percentile(times, 99):.0f}"
    for count in (1, 2):
        some = times[feet == count]
        yield f"{np.median(some):.0f}" if len(some) else "-"


if __name__ == "__main__":
    sys.exit(main())
