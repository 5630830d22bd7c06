"""Make the pictures and the table of joint_loads.md from a run in each engine.

relaywalk run relay_5m --engine mujoco --seed 1 --out runs/docs-mujoco
relaywalk run relay_5m --engine pybullet --seed 1 --out runs/docs-pybullet
python docs/figures.py runs/docs-mujoco runs/docs-pybullet
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from relaywalk.analysis.loads.inverse_dynamics import joint_residual
from relaywalk.plots._axes import figure, finish, plot_line
from relaywalk.robots.card import load_prop_card
from relaywalk.robots.catalogue import card_path
from relaywalk.robots.full_model import FullModel
from relaywalk.runs.run import Run
from relaywalk.types import Array

PAGE = Path(__file__).with_name("joint_loads.md")
IMAGES = Path(__file__).with_name("images")
BEGIN, END = "<!-- begin: docs/figures.py -->", "<!-- end: docs/figures.py -->"
GRAVITY = 9.81  # [m/s²]
SETTLING = 2.0  # left out at both ends of the walk [s]
LOOK = (4.0, 6.0)  # shown in the pictures, after the walk began [s]
SHOULDER, ELBOW, KNEE = "zarm_r1_joint", "zarm_r4_joint", "leg_r4_joint"
FEET = ("robot.left_foot.contact.fz", "robot.right_foot.contact.fz")


class Measure(NamedTuple):
    """One line of the table."""

    what: str
    unit: str
    value: float


@dataclass(frozen=True)
class Walk:
    """The steady part of a run's walk."""

    run: Run

    @property
    def engine(self) -> str:
        """Its name."""
        return {"mujoco": "MuJoCo", "pybullet": "PyBullet"}[self.run.scenario.engine]

    @cached_property
    def span(self) -> tuple[float, float]:
        """When the robot walked, start and stop left out [s]."""
        (walk,) = [p for p in self.run.recording.phases("robot") if p[0] == "carry"]
        return walk[1] + SETTLING, walk[2] - SETTLING

    @cached_property
    def rows(self) -> Array:
        """Its rows; the same as those of the residual."""
        time = self.run.recording.time
        return np.flatnonzero((time >= self.span[0]) & (time <= self.span[1]))

    @cached_property
    def residual(self) -> Array:
        """Needed less applied torque (rows, n) [N·m], card order."""
        recording, card = self.run.recording, self.run.cards["robot"]
        return joint_residual(recording, card, "robot", *self.span)

    def residual_of(self, joint: str) -> Array:
        """Return one joint's residual (rows,) [N·m]."""
        return self.residual[:, self.run.cards["robot"].joints.index(joint)]

    def values(self, name: str) -> Array:
        """Return a channel's rows of the walk."""
        return self.run.recording[name][self.rows]

    def torque(self, joint: str) -> Array:
        """Return what a joint's actuator gave (rows,) [N·m]."""
        return self.values(f"robot.{joint}.torque")

    def weight(self) -> tuple[float, float]:
        """Return the weight of the robot and of the torch [N]."""
        torch = load_prop_card(card_path(self.run.scenario.props["torch"].card))
        mass = self.run.scenario.props["torch"].mass or torch.mass
        return FullModel(self.run.cards["robot"]).mass * GRAVITY, mass * GRAVITY

    def worst(self) -> tuple[str, float]:
        """Return the joint with the largest residual, and it [% of peak torque].

        Fingers of a hand that holds something are not comparable (`joint_residual`).
        """
        card = self.run.cards["robot"]
        limit = np.array([card.ratings[j].peak_torque.value for j in card.joints])
        fraction = 100.0 * np.sqrt(np.mean(self.residual**2, axis=0)) / limit
        fractions = zip(card.joints, fraction, strict=True)
        named = {j: float(s) for j, s in fractions if not j.startswith("hand_r")}
        joint = max(named, key=named.__getitem__)
        return joint, named[joint]


def rms(values: Array) -> float:
    """Return the root mean square."""
    return float(np.sqrt(np.mean(values**2)))


def running_mean(values: Array) -> Array:
    """Return the means of every ten rows that follow each other, 20 ms."""
    return np.convolve(values, np.full(10, 0.1), mode="valid")


def shown(value: float) -> str:
    """Return a number with four digits."""
    return f"{value:#.4g}".rstrip(".")


def measures(walk: Walk) -> list[Measure]:
    """Return the lines of the table for one run."""
    ground = sum(walk.values(name) for name in FEET)
    robot, torch = walk.weight()
    names = [f"robot.zarm_r7_joint.{axis}" for axis in ("fx", "fy", "fz")]
    wrist = np.linalg.norm(walk.run.recording.matrix(names)[walk.rows], axis=1)
    moment = walk.values(f"robot.{KNEE}.my")  # the knee turns about y
    weight = f"{robot + torch:.1f}"
    return [
        Measure(
            f"ground on both feet, mean of fz; weight is {weight}", "N", ground.mean()
        ),
        Measure("the same, largest in a control period", "N", ground.max()),
        Measure("the same, largest mean of 20 ms", "N", running_mean(ground).max()),
        Measure(
            f"torch on the hand, mean of fz; weight is {torch:.2f}",
            "N",
            walk.values("robot.right_hand.contact.fz").mean(),
        ),
        Measure("wrist `zarm_r7_joint`, largest force", "N", wrist.max()),
        Measure(
            f"shoulder `{SHOULDER}`, mean torque", "N·m", walk.torque(SHOULDER).mean()
        ),
        Measure(f"elbow `{ELBOW}`, mean torque", "N·m", walk.torque(ELBOW).mean()),
        Measure(f"knee `{KNEE}`, mean torque", "N·m", walk.torque(KNEE).mean()),
        Measure(f"knee `{KNEE}`, rms torque", "N·m", rms(walk.torque(KNEE))),
        Measure(
            f"knee `{KNEE}`, largest torque", "N·m", np.abs(walk.torque(KNEE)).max()
        ),
        Measure(f"knee `{KNEE}`, rms of residual", "N·m", rms(walk.residual_of(KNEE))),
        Measure(
            f"knee `{KNEE}`, rms of moment `my` − torque",
            "N·m",
            rms(moment - walk.torque(KNEE)),
        ),
        Measure("rms of residual, worst joint", "% of peak", walk.worst()[1]),
    ]


def table(walks: Sequence[Walk]) -> str:
    """Return the table and where it is from, in Markdown."""
    head = " | ".join(walk.engine for walk in walks)
    lines = [f"| steady walking | unit | {head} |", "|---|---|" + "--:|" * len(walks)]
    for row in zip(*(measures(walk) for walk in walks), strict=True):
        values = " | ".join(shown(measure.value) for measure in row)
        lines.append(f"| {row[0].what} | {row[0].unit} | {values} |")
    lines += [f"\n{origin(walk)}" for walk in walks]
    return "\n".join(lines) + "\n"


def origin(walk: Walk) -> str:
    """Return where a column of the table is from: what makes it repeatable."""
    result, (start, end) = walk.run.result, walk.span
    versions = result.versions
    return (
        f"{walk.engine}: relaywalk {versions['relaywalk']}, `{result.scenario}`, "
        f"`{result.robot}`, {walk.engine} {versions['engine']}, "
        f"seed {result.seed}, "
        f"phase `carry`, {start:.2f} to {end:.2f} s, fingerprint "
        f"`{result.fingerprint[:16]}…`. Largest residual in `{walk.worst()[0]}`."
    )


def look(walk: Walk) -> tuple[Array, Array]:
    """Return the rows shown, as places in `walk.rows`, and their times [s]."""
    time = walk.values("time") - (walk.span[0] - SETTLING)
    inside = np.flatnonzero((time >= LOOK[0]) & (time <= LOOK[1]))
    return inside, time[inside]


def draw_three_loads(walks: Sequence[Walk], path: Path) -> None:
    """Draw the knee's three loads, and by how much they differ."""
    drawn = figure("Right knee in walking: three loads", 11.0, 6.0)
    grid = drawn.subplots(2, len(walks), sharex=True, sharey="row", squeeze=False)
    for column, walk in zip(grid.T, walks, strict=True):
        seen, time = look(walk)
        torque = walk.torque(KNEE)[seen]
        left = walk.residual_of(KNEE)[seen]
        moment = walk.values(f"robot.{KNEE}.my")[seen]
        plot_line(column[0], time, moment, "reaction moment about the axis, my", 4, 5.0)
        plot_line(column[0], time, torque + left, "inverse-dynamics torque", 5, 3.0)
        plot_line(column[0], time, torque, "actuator torque", 6, 0.8)
        plot_line(column[1], time, moment - torque, "my − actuator torque", 4, 1.5)
        plot_line(column[1], time, left, "inverse dynamics − actuator torque", 0, 0.8)
        column[0].set_title(walk.engine)
        column[1].set_xlabel("time since the walk began [s]")
        for axes in column:
            finish(axes, time)
    grid[0, 0].set_ylabel("torque [N·m]")
    grid[1, 0].set_ylabel("difference [N·m]")
    grid[0, 0].set_ylim(top=90.0)  # room for the legend
    for axes, corner in zip(grid[:, 0], ("upper left", "lower left"), strict=True):
        axes.legend(fontsize=8, loc=corner)
    drawn.savefig(path, dpi=80)


def draw_two_engines(walks: Sequence[Walk], path: Path) -> None:
    """Draw the same loads in both engines."""
    drawn = figure("The same walk in two engines", 11.0, 7.0)
    grid = drawn.subplots(3, 1, sharex=True)
    names = (f"robot.{ELBOW}.torque", f"robot.{KNEE}.torque", FEET[1])
    labels = ("elbow torque [N·m]", "knee torque [N·m]", "right foot, fz [N]")
    for axes, name, label in zip(grid, names, labels, strict=True):
        for colour, walk in enumerate(walks):
            seen, time = look(walk)
            plot_line(axes, time, walk.values(name)[seen], walk.engine, colour)
            finish(axes, time)
        axes.set_ylabel(label)
    grid[0].legend()
    grid[-1].set_xlabel("time since the walk began [s]")
    drawn.savefig(path, dpi=80)


def main(folders: Sequence[str]) -> None:
    """Draw, measure, and write the table into the page."""
    walks = [Walk(Run.open(Path(folder))) for folder in folders]
    draw_three_loads(walks, IMAGES / "three_loads.png")
    draw_two_engines(walks, IMAGES / "two_engines.png")
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    text = f"{before}{BEGIN}\n\n{table(walks)}\n{END}{after}"
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
