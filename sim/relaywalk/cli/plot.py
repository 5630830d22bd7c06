"""Make one or more plots of a run: to PNG, PDF, SVG, or on screen."""

import argparse
from pathlib import Path
from typing import Any

from relaywalk.cli._names import PLOT

FORMATS = ("png", "pdf", "svg", "screen")
DPI = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", type=Path, metavar="RUN", help="a run folder")
    parser.add_argument(
        "plots",
        type=PLOT,
        nargs="+",
        metavar="PLOT",
        help="see 'relaywalk list plots'",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="png", help="png if not given"
    )
    parser.add_argument("--dpi", type=_dpi, default=DPI, help=f"{DPI} if not given")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="folder; RUN/plots if not given"
    )
    _add_options(parser)


def _add_options(parser: argparse.ArgumentParser) -> None:
    """Declare what plots may be asked for; each refuses what it does not take."""
    asked = parser.add_argument_group(
        "what to draw (which plot takes which option: 'relaywalk list plots')"
    )
    asked.add_argument("--joints", nargs="+", metavar="JOINT", help="only these joints")
    asked.add_argument(
        "--channels", nargs="+", metavar="CHANNEL", help="for the plot 'channel'"
    )
    asked.add_argument(
        "--window", nargs=2, type=float, metavar=("START", "END"), help="only then [s]"
    )
    asked.add_argument("--phase", metavar="NAME", help="only this phase of the script")
    asked.add_argument(
        "--cycle",
        action="store_true",
        default=None,
        help="over the gait cycle: mean ± sd of the steady strides",
    )
    asked.add_argument(
        "--both-engines",
        type=Path,
        metavar="OTHER_RUN",
        help="also the curves of another run, shaded in between",
    )
    asked.add_argument(
        "--per-body-weight",
        action="store_true",
        default=None,
        help="forces over m g, torques and moments over m g h",
    )


def execute(arguments: argparse.Namespace) -> int:
    """Draw, then save or show."""
    import matplotlib

    import relaywalk
    from relaywalk.recording.file_names import PLOTS

    screen = arguments.format == "screen"
    if screen:
        from relaywalk.plots._screen import open_screen, show

        open_screen()
    else:
        matplotlib.use("Agg")
    run = relaywalk.open(arguments.run)
    choices = _choices(arguments)
    figures = {name: run.plot(name, **choices) for name in arguments.plots}
    if screen:
        show(figures)
        return 0
    folder = arguments.out or arguments.run / PLOTS
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in figures.items():
        path = folder / f"{name}.{arguments.format}"
        figure.savefig(path, dpi=arguments.dpi)
        print(path)
    return 0


def _choices(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the options that were given, by the names of `PlotOptions`."""
    import relaywalk

    other, window = arguments.both_engines, arguments.window
    choices = {
        "joints": arguments.joints,
        "channels": arguments.channels,
        "window": None if window is None else tuple(window),
        "phase": arguments.phase,
        "cycle": arguments.cycle,
        "both_engines": None if other is None else relaywalk.open(other),
        "per_body_weight": arguments.per_body_weight,
    }
    return {name: value for name, value in choices.items() if value is not None}


def _dpi(text: str) -> int:
    """Return a resolution [dots per inch]."""
    dots = int(text)
    if not 10 <= dots <= 2400:
        raise argparse.ArgumentTypeError(f"{dots} is not within 10 … 2400")
    return dots
