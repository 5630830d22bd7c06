"""What is said, and printed across a figure, where an oracle fails."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from relaywalk.oracles import OracleResult

WARNING = "#B03A00"


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
    for line in range(int(lines)):  # a tall figure has it on every screen
        figure.text(
            0.5,
            (line + 0.5) / lines,
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
