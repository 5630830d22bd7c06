"""The command line: one command, one file; arguments, progress and tables only.

A command module has `add_arguments(parser)` and `execute(arguments) -> exit status`;
its docstring is the command's help.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence

from relaywalk import __version__, registry
from relaywalk.cli._messages import say_wrong
from relaywalk.cli._names import COMMAND
from relaywalk.errors import FAILED, UNEXPECTED, RelayError
from relaywalk.threads import use_one_thread


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    Args:
        argv: Arguments after the program's name; those of the process if None.
    """
    use_one_thread(os.environ)  # before NumPy is imported
    try:
        arguments = parser().parse_args(_whole(sys.argv[1:] if argv is None else argv))
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
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    top.set_defaults(execute=_say_welcome)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for name in registry.modules(__name__):
        module = registry.module(__name__, name)
        summary = _summary(name)
        command = commands.add_parser(name, help=summary, description=summary)
        module.add_arguments(command)
        command.set_defaults(execute=module.execute)
    return top


def _whole(argv: Sequence[str]) -> Sequence[str]:
    """Return the arguments, the command's name written out.

    Raises:
        UnknownName: There is no command that begins so.
        AmbiguousName: There are several.
    """
    if not argv or argv[0].startswith("-"):
        return argv
    return [COMMAND(argv[0]), *argv[1:]]


def _say_welcome(_: argparse.Namespace) -> int:
    """Say what relaywalk can do and what to try first."""
    from relaywalk.cli._welcome import welcome

    commands = {name: _summary(name) for name in registry.modules(__name__)}
    print(welcome(__version__, commands), end="")
    return 0


def _summary(command: str) -> str:
    """Return what a command does: the first line of its module's docstring."""
    text = registry.module(__name__, command).__doc__ or ""
    return text.strip().splitlines()[0]


def _say(message: object, status: int) -> int:
    """Print a message to standard error and return the exit status."""
    say_wrong(message)
    return status
