"""A reader of the site, who does all that a page says, in a folder of his own."""

import shutil
from pathlib import Path

from tests.docs import yaml_blocks
from tests.docs.commands import (
    STATUS,
    assert_shown,
    check,
    commands,
    other,
    relaywalk,
)
from tests.docs.snippets import CHECKED, CODE, ROOT, RUN

from relaywalk import registry

SHIPPED = ("docs", "examples", "models", "scenarios", "constraints.txt")


class Reader:
    """Does what the snippets of one page say, one after the other.

    What simulates is done once for all pages: who does the same again finds the run.
    """

    def __init__(self, folder: Path, done: dict) -> None:
        """Sit down in a folder, as in a checkout.

        Args:
            folder: An empty one, the working directory.
            done: Command → status, output and folder of what others have run.
        """
        self._folder, self._done, self._status = folder, done, 0
        self._names = {"__name__": "page"}
        for name in SHIPPED:
            (folder / name).symlink_to(ROOT / name)

    def follow(self, snippet):
        """Do what one snippet says, as far as it says that it is done."""
        if snippet.how == CHECKED:
            self._check(snippet)
        if snippet.how == RUN:
            assert snippet.language in CODE, f"mark {snippet.language} as untried"
            {"console": self._type, "python": self._python, "yaml": self._yaml}[
                snippet.language
            ](snippet)

    def _check(self, snippet):
        """Check the arguments of commands; compile Python."""
        if snippet.language == "python":
            compile(snippet.text, "page", "exec")
            return
        for command in commands(snippet.text):
            check(command.words)

    def _type(self, snippet):
        """Type commands; each must succeed, or the page tells its status."""
        typed = commands(snippet.text)
        following = [*typed[1:], None]
        for command, after in zip(typed, following, strict=True):
            if command.text == STATUS or command.words == tuple(STATUS.split()):
                assert command.shown == (str(self._status),), command.shown
                continue
            self._status, output = self._result(command)
            told = after is not None and after.words == tuple(STATUS.split())
            assert told or self._status == 0, output
            assert_shown(command.shown, output)

    def _result(self, command):
        """Return exit status and output of a command."""
        program, *words = command.words
        if program != "relaywalk":
            return other(command.words)
        out = self._out(words)
        if out is None:
            return relaywalk(words)
        if command.text not in self._done:
            status, output = relaywalk(words)
            self._done[command.text] = status, output, out.resolve()
            return status, output
        status, output, made = self._done[command.text]
        shutil.copytree(made, out, dirs_exist_ok=True)
        return status, output

    def _out(self, words):
        """Return the run folder that a command makes; None if it makes none."""
        if words[0] not in ("run", "verify") or "--out" not in words:
            return None
        return Path(words[words.index("--out") + 1])

    def _python(self, snippet):
        """Write a script, or run what stands there after what stood before."""
        if snippet.file:
            self._write(snippet)
        else:
            exec(compile(snippet.text, "page", "exec"), self._names)

    def _yaml(self, snippet):
        """Write a file, or check a piece of one."""
        if not snippet.file:
            yaml_blocks.check_piece(snippet.text, self._folder)
            return
        self._write(snippet)
        if yaml_blocks.is_ci(snippet.file):
            yaml_blocks.check_ci(snippet.text)

    def _write(self, snippet):
        """Write a file of the reader's; a module of the package is found there."""
        path = self._folder / snippet.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(snippet.text, encoding="utf-8")
        if path.parts[len(self._folder.parts)] == "sim":
            package = ".".join(path.relative_to(self._folder / "sim").parent.parts)
            folders = registry.importlib.import_module(package).__path__
            folders.append(str(path.parent))
