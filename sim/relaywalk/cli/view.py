"""Show a run, or a scenario while it is simulated, in the browser.

Of a run: its motion and its curves, in one HTML file that needs nothing else, or served
live with --port. A scenario is shown as it runs: pause, step, slow, restart, push.
"""

import argparse
from pathlib import Path

from relaywalk.cli._browser import add_browser_argument, show
from relaywalk.cli._scenario_options import add_scenario_arguments
from relaywalk.errors import ScenarioError

OF_A_SCENARIO = ("robot", "engine", "seed", "set", "out")
OF_A_PAGE = ("html", "ghost")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_scenario_arguments(parser, "RUN|SCENARIO", "a run folder, or ")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="the run folder of a scenario"
    )
    parser.add_argument(
        "--html",
        type=Path,
        metavar="FILE",
        help="write the page of a run here and open no browser; RUN/replay.html, "
        "opened, if neither this nor --port is given",
    )
    parser.add_argument(
        "--ghost",
        type=Path,
        metavar="RUN",
        help="another run, shown pale beside the first at the same time, in its page",
    )
    parser.add_argument(
        "--port",
        type=int,
        metavar="N",
        help="serve the live view here, on this machine alone; a run too",
    )
    add_browser_argument(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Show a run's page, or a run or a scenario live."""
    from relaywalk.cli import _live

    folder, port = Path(arguments.scenario), arguments.port
    if not folder.is_dir():
        _refuse(arguments, OF_A_PAGE, f"for a run; {folder} is a scenario")
        return _live.watch(arguments, port)
    _refuse(arguments, OF_A_SCENARIO, f"for a scenario; {folder} is a folder")
    if port is None:
        return _write_page(folder, arguments)
    _refuse(arguments, OF_A_PAGE, "for the page; without --port")
    return _live.play(folder, port, arguments.no_browser)


def _write_page(folder: Path, arguments: argparse.Namespace) -> int:
    """Write the page; show it unless a file was asked for."""
    import relaywalk
    from relaywalk.recording.file_names import REPLAY

    run = relaywalk.open(folder)
    ghost = None if arguments.ghost is None else relaywalk.open(arguments.ghost)
    page = run.replay(arguments.html or folder / REPLAY, ghost)
    show(page, arguments.no_browser or arguments.html is not None)
    return 0


def _refuse(arguments: argparse.Namespace, options: tuple[str, ...], why: str) -> None:
    """Refuse options that mean nothing here.

    Raises:
        ScenarioError: One is given.
    """
    given = [name for name in options if getattr(arguments, name) not in (None, [])]
    if given:
        raise ScenarioError(f"--{given[0]}: {why}")
