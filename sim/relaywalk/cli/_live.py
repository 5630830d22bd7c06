"""The live view on the command line: a scenario while it runs, or a recording."""

import argparse
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from relaywalk.cli._browser import show_address
from relaywalk.cli._folder import chosen_folder
from relaywalk.cli._interrupt import ending_in_order
from relaywalk.cli.run import chosen_scenario

if TYPE_CHECKING:
    from relaywalk.scenario.scenario import Scenario
    from relaywalk.view.live.viewer import Viewer


def watch(arguments: argparse.Namespace, port: int | None) -> int:
    """Show a scenario while it is simulated, again whenever that is wanted.

    Args:
        arguments: Those of a scenario, `out` and `no_browser`.
        port: Of the server; viser's own, or the next that is free, if None.
    """
    from relaywalk.scenario.check import check_bodies
    from relaywalk.view.live.controls import Controls
    from relaywalk.view.live.page import PORT, Page
    from relaywalk.view.live.viewer import Viewer

    scenario = chosen_scenario(arguments)
    check_bodies(scenario)
    controls = Controls()
    page = Page(controls, port or PORT)
    show_address(page.address, arguments.no_browser)
    try:
        with suppress(KeyboardInterrupt), ending_in_order(None) as tell:
            _run_again_and_again(scenario, arguments.out, Viewer(page, controls, tell))
    finally:
        page.close()
    return 0


def play(folder: Path, port: int, no_browser: bool) -> int:
    """Show a recording until the user has seen enough.

    Args:
        folder: Of the run.
        port: Of the server.
        no_browser: Only print the address.
    """
    import relaywalk
    from relaywalk.view.live.controls import Controls
    from relaywalk.view.live.page import Page
    from relaywalk.view.live.playback import Playback

    playback = Playback(relaywalk.open(folder))
    controls = Controls()
    page = Page(controls, port, recorded=True)
    show_address(page.address, no_browser)
    try:
        with suppress(KeyboardInterrupt), ending_in_order(None) as tell:
            playback.play(page, controls, tell)
    finally:
        page.close()
    return 0


def _run_again_and_again(
    scenario: "Scenario", out: Path | None, viewer: "Viewer"
) -> NoReturn:
    """Simulate, each time into a folder of its own, until the user ends it."""
    from relaywalk.scenario.choices import default_folder
    from relaywalk.simulation.loop import simulate

    default = out or default_folder(scenario)
    while True:
        folder = chosen_folder(out, default)
        result = simulate(scenario, folder, operator=viewer)
        print(f"{result.outcome}: {result.reason} ({folder})", flush=True)
        viewer.wait_for_restart(f"{result.outcome}: {result.reason}")
        out = None  # the next one beside the first
