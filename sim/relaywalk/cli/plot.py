"""Make one or more plots of a run: to PNG, PDF, SVG, or on screen."""

import argparse
from pathlib import Path

FORMATS = ("png", "pdf", "svg", "screen")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", type=Path, metavar="RUN", help="a run folder")
    parser.add_argument(
        "plots", nargs="+", metavar="PLOT", help="see 'relaywalk list plots'"
    )
    parser.add_argument("--format", choices=FORMATS, default="png")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="folder; RUN/plots if not given"
    )
    parser.add_argument(
        "--joints", nargs="+", metavar="JOINT", help="only these joints"
    )


def execute(arguments: argparse.Namespace) -> int:
    """Draw and save."""
    import matplotlib

    if arguments.format != "screen":
        matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    import relaywalk

    run = relaywalk.open(arguments.run)
    options = {"joints": arguments.joints} if arguments.joints else {}
    figures = {name: run.plot(name, **options) for name in arguments.plots}
    if arguments.format == "screen":
        plt.show()
        return 0
    folder = arguments.out or arguments.run / "plots"
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in figures.items():
        path = folder / f"{name}.{arguments.format}"
        figure.savefig(path)
        print(path)
    return 0
