"""Commands of a page: split, run in this process, or checked to their arguments."""

import contextlib
import io
import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.docs.snippets import ROOT

from relaywalk import cli
from relaywalk.cli.run import chosen_scenario
from relaywalk.sweep.suite import Choice, planned_suite, sweep_path

PROMPT = "$ "
STATUS = "echo $?"


@dataclass(frozen=True)
class Command:
    """A command and what the page shows of its output."""

    words: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def text(self):
        """As it is typed."""
        return shlex.join(self.words)


def commands(text):
    """Return the commands of a console block, continued lines joined."""
    found, shown = [], []
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith(PROMPT):
            shown = []
            found.append((line.removeprefix(PROMPT), shown))
        elif line.strip():
            assert found, f"a console block begins with {PROMPT!r}: {line}"
            shown.append(line.rstrip())
    return [_command(line, shown) for line, shown in found]


def _command(line, shown):
    """Return a command; what follows a # is a comment."""
    words = STATUS.split() if line == STATUS else shlex.split(line, comments=True)
    return Command(tuple(words), tuple(shown))


def relaywalk(words):
    """Run relaywalk in this process; return exit status and output."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            status = cli.main(words)
        except SystemExit as end:  # of argparse
            status = end.code
    return status, out.getvalue()


def other(words):
    """Run a command of the system; return exit status and output."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def assert_shown(shown, output):
    """Each line of a page is in the output, in this order; … is any text.

    How many blanks stand between two words does not count.
    """
    lines = iter(" ".join(line.split()) for line in output.splitlines())
    for line in shown:
        words = " ".join(line.split())
        pattern = ".*".join(map(re.escape, words.split("…")))
        assert any(re.fullmatch(pattern, told) for told in lines), f"{line}\n{output}"


def check(words):
    """Check the arguments of a command that is not run.

    Raises:
        AssertionError: It is none that we know, or its arguments are wrong.
    """
    program = words[0].rpartition("/")[2]
    assert program in CHECKS, f"no check of {program}: mark it as untried"
    CHECKS[program](list(words[1:]))


def _check_relaywalk(words):
    """Parse the arguments; build the scenario or the sweep that they name."""
    with contextlib.redirect_stderr(io.StringIO()) as said:
        try:
            arguments = cli.parser().parse_args(words)
        except SystemExit as end:
            raise AssertionError(said.getvalue()) from end
    scenario = getattr(arguments, "scenario", None)
    if scenario is not None and hasattr(arguments, "set") and not _run_folder(scenario):
        chosen_scenario(arguments)
    if arguments.command == "sweep":
        choice = Choice(arguments.max_runs, arguments.runs, arguments.only)
        assert planned_suite(sweep_path(arguments.file), choice)


def _run_folder(name):
    """Say whether an argument is a run folder, there or not."""
    return name.startswith("runs/")


def _check_make(words):
    """Look for the targets."""
    text = (ROOT / "Makefile").read_text("utf-8")
    for word in words:
        assert re.search(rf"^{re.escape(word)}:", text, re.MULTILINE), word


def _check_python(words):
    """Look for the script, or take a module of the library with its files."""
    if words[0] == "-m":
        assert words[1] in ("venv", "pip", "pytest"), words
        words = [word for word in words[2:] if word.endswith(".py")]
    for word in words[:1]:
        there = [path for path in (Path(word), ROOT / word) if path.is_file()]
        assert there, f"{word}: no such file"
        compile(there[0].read_text("utf-8"), word, "exec")


def _check_pip(words):
    """Look for the extras that are asked for."""
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    for extra in re.findall(r"\[(\w+)\]", " ".join(words)):
        assert f"\n{extra} = [" in project, extra


CHECKS = {
    ".": lambda words: None,
    "git": lambda words: None,
    "make": _check_make,
    "pip": _check_pip,
    "python": _check_python,
    "python3.11": _check_python,
    "relaywalk": _check_relaywalk,
}
