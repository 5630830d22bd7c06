"""Which oracles a plot rests on, and what is drawn where one of them fails."""

from typing import TYPE_CHECKING

from relaywalk.oracles import oracle_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from relaywalk.oracles import OracleResult

NOTHING: tuple[str, ...] = ()  # shows positions only, as they were recorded
DYNAMICS = ("mass", "gravity_torque", "free_flight", "pendulum_energy")
TORQUE = (*DYNAMICS, "walking_residual")
REACTION = ("mass", "pendulum_reaction", "torch_held_still")
GROUND = ("mass", "standing")
WARNING = "#B03A00"

# A plot that is not named here rests on every oracle.
RESTS_ON = {
    "arm_reaction": REACTION,
    "body_map": TORQUE,
    "cop": GROUND,
    "envelope": TORQUE,
    "footsteps": NOTHING,
    "gait_cycle": TORQUE,
    "ground_reaction": GROUND,
    "joint_power": TORQUE,
    "joint_torque": TORQUE,
    "residual": DYNAMICS,
    "torch_pose": NOTHING,
    "utilisation": TORQUE,
}


def rests_on(plot: str) -> tuple[str, ...]:
    """Return the names of the oracles that a plot rests on."""
    return RESTS_ON.get(plot) or (NOTHING if plot in RESTS_ON else oracle_names())


def says(result: "OracleResult") -> str:
    """Return one failure in words."""
    oracle = result.oracle
    unit = "" if oracle.unit == "1" else f" {oracle.unit}"
    value = float("inf") if result.value is None else result.value
    return f"{oracle.title} ({result.of}): {value:.3g}{unit}, bar {oracle.bar:g}{unit}"


def print_across(figure: "Figure", failed: "Sequence[OracleResult]") -> None:
    """Print what fails across a figure, so that it cannot be shown without it."""
    text = "\n".join(["ORACLE FAILED", *(says(result) for result in failed)])
    width, height = figure.get_size_inches()
    lines = max(height // 8.0, 1.0)
    for place in range(int(lines)):  # a tall figure has it on every screen
        figure.text(
            0.5,
            (place + 0.5) / lines,
            text,
            ha="center",
            va="center",
            rotation=20.0,
            fontsize=1.6 * width,
            fontweight="bold",
            color=WARNING,
            alpha=0.55,
            zorder=100,
        )
