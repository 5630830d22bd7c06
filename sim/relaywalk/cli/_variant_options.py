"""What the commands that run several variants of a scenario share."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from relaywalk.cli._scenario_options import add_scenario_arguments
from relaywalk.errors import ScenarioError

if TYPE_CHECKING:
    from relaywalk.scenario.scenario import Scenario


def add_variant_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the scenario and what may be changed in all its variants."""
    add_scenario_arguments(parser)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="folder of all the runs; those that it holds already are not repeated",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress, no tables")


def experiment_folder(out: Path | None, what: str, scenario: "Scenario") -> Path:
    """Return the folder of an experiment, made: `runs/<what>-<scenario>-…` if None."""
    from relaywalk.recording.run_folder import new_folder
    from relaywalk.scenario.choices import default_folder

    if out is None:
        single = default_folder(scenario)
        return new_folder(single.with_name(f"{what}-{single.name}"))
    out.mkdir(parents=True, exist_ok=True)
    return out


def parse_numbers(option: str, text: str) -> tuple[float, ...]:
    """Return the numbers of "0.3,0.6".

    Raises:
        ScenarioError: One of them is no number.
    """
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise ScenarioError(
            f"--{option}: {text}: numbers with commas between them"
        ) from None


def told(*, quiet: bool) -> Callable[["Scenario", Path], None]:
    """Return the function that runs a scenario into a folder and says so."""

    def simulate(scenario: "Scenario", folder: Path) -> None:
        """Run with a progress bar, or silently."""
        from relaywalk.cli._progress import progress_bar
        from relaywalk.simulation import loop

        if quiet:
            loop.simulate(scenario, folder)
            return
        print(f"{folder.name}: {scenario.name} in {scenario.engine}")
        with progress_bar(scenario.duration) as advance:
            loop.simulate(scenario, folder, advance)

    return simulate
