"""Plots: one a file, each with `draw(run, options) -> Figure`.

Besides, a plot says what is seen (`CAPTION`), which fields of `PlotOptions` it reads
(`TAKES`; `plot` refuses any other), the oracles without which it is not believed
(`RESTS_ON`; every one where it names none), and whether a run has what it shows
(`APPLIES(run)`; any has where it does not say): the report leaves it out of others.
"""

from typing import TYPE_CHECKING, Any

from relaywalk import registry
from relaywalk.plots._options import PlotOptions

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from relaywalk.runs.run import Run


def plot_names() -> tuple[str, ...]:
    """Return the names of all plots."""
    return registry.modules(__name__)


def caption(name: str) -> str:
    """Return what is seen on a plot.

    Raises:
        UnknownName: There is no such plot.
    """
    text: str = registry.module(__name__, name).CAPTION
    return text


def takes(name: str) -> tuple[str, ...]:
    """Return the fields of `PlotOptions` that a plot reads.

    Raises:
        UnknownName: There is no such plot.
    """
    return getattr(registry.module(__name__, name), "TAKES", ())


def rests_on(name: str) -> tuple[str, ...] | None:
    """Return the names of the oracles that a plot rests on; None for every one.

    Raises:
        UnknownName: There is no such plot.
    """
    return getattr(registry.module(__name__, name), "RESTS_ON", None)


def applies(run: "Run", name: str) -> bool:
    """Return whether a run has what a plot shows.

    Raises:
        UnknownName: There is no such plot.
    """
    has = getattr(registry.module(__name__, name), "APPLIES", None)
    return has is None or bool(has(run))


def plot(run: "Run", name: str, **choices: Any) -> "Figure":  # noqa: ANN401
    """Draw one plot of a run.

    Args:
        run: Whose recording is drawn.
        name: Of a file in this folder.
        **choices: Fields of `PlotOptions` that this plot takes.

    Raises:
        UnknownName: There is no such plot, option, joint or phase.
        RecordingError: There is no such channel or time.
    """
    options = PlotOptions.chosen(name, takes(name), choices)
    figure: Figure = registry.module(__name__, name).draw(run, options=options)
    return figure
