"""The command line: one command, one file; arguments, progress and tables only.

A command module has `add_arguments(parser)` and `execute(arguments) -> exit status`;
its docstring is the command's help.
"""

import argparse
import os
import traceback
from collections.abc import Sequence

from relaywalk import registry
from relaywalk.cli._messages import say_wrong
from relaywalk.errors import FAILED, UNEXPECTED, RelayError
from relaywalk.threads import use_one_thread


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    Args:
        argv: Arguments after the program's name; those of the process if None.
    """
    use_one_thread(os.environ)  # before NumPy is imported
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.execute(arguments))
    except RelayError as error:
        return _say(error, error.exit_status)
    except OSError as error:
        return _say(error, UNEXPECTED)
    except KeyboardInterrupt:
        return _say("interrupted", FAILED)
    except Exception:
        traceback.print_exc()
        return UNEXPECTED


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands, one a module of this package."""
    top = argparse.ArgumentParser(
        prog="relaywalk",
        description="A humanoid takes a torch, walks and hands it over; joint loads.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in registry.modules(__name__):
        module = registry.module(__name__, name)
        summary = (module.__doc__ or "").strip().splitlines()[0]
        command = commands.add_parser(name, help=summary, description=summary)
        module.add_arguments(command)
        command.set_defaults(execute=module.execute)
    return top


def _say(message: object, status: int) -> int:
    """Print a message to standard error and return the exit status."""
    say_wrong(message)
    return status
