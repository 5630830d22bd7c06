"""The reference of the commands, read from the parser that the command line uses."""

import argparse
import inspect
from collections.abc import Iterator

from reference.markdown import code, ended, fence, paragraphs, table
from relaywalk import registry
from relaywalk.cli import parser

PACKAGE = "relaywalk.cli"
WIDTH = 78  # of a usage line [characters]


def reference() -> str:
    """Return the Markdown of all commands."""
    return "\n\n".join(_section(name, of) for name, of in commands().items())


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return command → its parser."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= action.choices
    return found


def _section(name: str, of: argparse.ArgumentParser) -> str:
    """Return what is said of one command."""
    rows = [[code(_shown(action)), _meaning(action)] for action in _arguments(of)]
    return paragraphs(
        f"(command-{name})=\n## relaywalk {name}",
        inspect.cleandoc(registry.module(PACKAGE, name).__doc__ or ""),
        fence("text", _usage(of)),
        table(("argument", "meaning"), rows),
    )


def _usage(of: argparse.ArgumentParser) -> str:
    """Return how a command is called."""
    of.formatter_class = _Narrow
    return of.format_usage().removeprefix("usage: ").replace("\n       ", "\n")


class _Narrow(argparse.HelpFormatter):
    """Of one width, whatever the screen."""

    def __init__(self, prog: str) -> None:
        """Keep the program's name."""
        super().__init__(prog, width=WIDTH)


def _arguments(of: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the arguments of a command but for --help."""
    yield from (a for a in of._actions if not isinstance(a, argparse._HelpAction))


def _shown(action: argparse.Action) -> str:
    """Return an argument as it is written."""
    names = ", ".join(action.option_strings)
    if action.nargs == 0:
        return names
    values = action.metavar or ("" if action.choices else action.dest.upper())
    shown = " ".join(values) if isinstance(values, tuple) else values
    if not names:
        return shown or action.dest
    return f"{names} {shown or 'WORD'}"


def _meaning(action: argparse.Action) -> str:
    """Return what an argument is, and the words that it may be."""
    said = ended((action.help or "") % vars(action))
    words = ", ".join(code(word) for word in action.choices or ())
    return f"{said} {words}." if words else said
