"""Write the JSON Schema of scenarios, sweeps or cards: for editors, and other tools."""

import argparse
from pathlib import Path

from relaywalk import paths, registry
from relaywalk.cli._names import NameOf

KIND = NameOf("kind of file", lambda: registry.names(paths.schemas(), ".json"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("kind", type=KIND, help=", ".join(KIND.available()))
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="to standard output if not given"
    )


def execute(arguments: argparse.Namespace) -> int:
    """Print or write it."""
    from relaywalk import atomic_file
    from relaywalk.sweep.json_schemas import as_text

    text = as_text(arguments.kind)
    if arguments.out is None:
        print(text, end="")
    else:
        atomic_file.write_text(arguments.out, text)
        print(arguments.out)
    return 0
