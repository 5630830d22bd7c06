"""Write a recording in the form that other tools read."""

import argparse
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from relaywalk import registry
from relaywalk.cli._names import FORMAT
from relaywalk.errors import RecordingError

if TYPE_CHECKING:
    from relaywalk.recording.export._excerpt import Excerpt

FORMATS = "relaywalk.recording.export"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", type=Path, metavar="RUN", help="a run folder")
    parser.add_argument(
        "--format", type=FORMAT, required=True, help=", ".join(FORMAT.available())
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="RUN/recording.… if not given"
    )
    parser.add_argument("--actor", metavar="NAME", help="only this one")
    parser.add_argument(
        "--rate", type=float, metavar="HZ", help="rows a second; all if not given"
    )


def execute(arguments: argparse.Namespace) -> int:
    """Write, and say what was written."""
    form = registry.module(FORMATS, arguments.format)
    excerpt = _excerpt(arguments)
    path = _target(arguments, form)
    path.parent.mkdir(parents=True, exist_ok=True)
    for written in form.write(excerpt, path):
        print(f"{written}  {written.stat().st_size / 1e6:.1f} MB")
    return 0


def _excerpt(arguments: argparse.Namespace) -> "Excerpt":
    """Return the actors and rows asked for, of a run whole or recovered."""
    from relaywalk.recording.export._excerpt import Excerpt
    from relaywalk.recording.recording import Recording
    from relaywalk.scenario.bodies import load_cards
    from relaywalk.scenario.scenario import Scenario
    from relaywalk.schema import strict_yaml

    recording = Recording.open(arguments.run)
    document = strict_yaml.parse(recording.scenario, f"{recording.path}: scenario")
    cards = load_cards(Scenario.from_document(document))
    asked = arguments.actor, arguments.rate
    return Excerpt.of(recording, cards.actors, *asked, cards.props)


def _target(arguments: argparse.Namespace, form: ModuleType) -> Path:
    """Return the file to write; its ending keeps the recording from harm.

    Raises:
        RecordingError: The file does not end as those of the format do.
    """
    folder = arguments.run if arguments.run.is_dir() else arguments.run.parent
    path = arguments.out or folder / f"recording{form.SUFFIXES[0]}"
    if path.suffix not in form.SUFFIXES:
        allowed = " or ".join(form.SUFFIXES)
        raise RecordingError(f"--out: {path}: a name that ends in {allowed}")
    return Path(path)
