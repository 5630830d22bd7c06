"""Print what makes a shell complete commands, options and names with the Tab key."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from relaywalk.cli._names import NameOf
from relaywalk.errors import MissingDependency

SHELLS = ("bash", "fish", "zsh")
FOLDERS = """\
where the script goes (a new shell then knows it):
  bash  ~/.local/share/bash-completion/completions/relaywalk
  fish  ~/.config/fish/completions/relaywalk.fish
  zsh   a file _relaywalk in a folder of $fpath
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = FOLDERS
    parser.add_argument("shell", choices=SHELLS, help="whose script is printed")


def execute(arguments: argparse.Namespace) -> int:
    """Print the script; names are those of today: after a new robot, write it anew."""
    from relaywalk.cli import parser

    print(script(parser(), arguments.shell))
    return 0


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """Return the script of a shell.

    Args:
        parser: Of all commands; its arguments are told what completes them.
        shell: One of `SHELLS`.

    Raises:
        MissingDependency: shtab is not installed.
    """
    try:
        import shtab
    except ImportError as error:
        raise MissingDependency(
            "completion needs shtab: 'pip install shtab'"
        ) from error
    for argument in _arguments(parser):
        if isinstance(argument.type, NameOf):
            argument.complete = _names(argument.type)  # type: ignore[attr-defined]
        elif argument.type is Path or argument.metavar == "FILE":
            argument.complete = shtab.FILE  # type: ignore[attr-defined]
    return shtab.complete(parser, shell)


def _arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the arguments of a parser and of its commands."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _arguments(command)
        else:
            yield action


def _names(kind: NameOf) -> dict[str, Any]:
    """Return what completes a name in each shell, files too where they are taken."""
    function = f"_relaywalk_{kind.kind.replace(' ', '_')}"
    words = " ".join(kind.available())
    files = "; compgen -f -- $1" if kind.or_file else ""
    paths = " 'files:file:_files'" if kind.or_file else ""
    listed = "; __fish_complete_path (commandline -ct)" if kind.or_file else ""
    return {
        "bash": function,
        "zsh": function,
        "fish": f"(string split ' ' '{words}'{listed})",
        "preamble": {
            "bash": f'{function}() {{ compgen -W "{words}" -- $1{files}; }}',
            "zsh": f"{function}() {{ _alternative 'names:name:({words})'{paths}; }}",
        },
    }
