"""All that the site tells to type is typed, or says that it is not."""

import importlib
import shutil
import webbrowser

import pytest
from tests.docs.commands import check, commands
from tests.docs.reader import Reader
from tests.docs.snippets import DOCS, PAGES, ROOT, UNTRIED, snippets

RELAY = 400  # rows of the made-up recording that stands for a relay


@pytest.fixture(scope="module")
def done():
    """Return what was simulated for one page, for all others."""
    return {}


@pytest.fixture
def reader(tmp_path, monkeypatch, done, written):
    """Return a reader with `runs/relay`, in place of a run that takes minutes."""
    controllers = importlib.import_module("relaywalk.control.controllers")
    monkeypatch.setattr(controllers, "__path__", [*controllers.__path__])
    monkeypatch.setattr(webbrowser, "open", lambda *_: True)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(written(RELAY, "relay_5m"), tmp_path / "runs" / "relay")
    return Reader(tmp_path, done)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_a_reader_can_do_what_a_page_says(page, reader):
    for snippet in snippets(page):
        try:
            reader.follow(snippet)
        except BaseException as error:
            raise AssertionError(f"{page}:{snippet.line}: {error}") from error


def test_what_is_not_ours_alone_is_untried():
    for page in PAGES:
        for snippet in snippets(page):
            if snippet.how == UNTRIED:
                assert "$ relaywalk" not in snippet.text, page


def test_the_commands_of_the_readme_have_good_arguments():
    blocks = (ROOT / "README.md").read_text("utf-8").split("```sh\n")[1:]
    for block in blocks:
        lines = block.partition("```")[0].splitlines()
        for command in commands("\n".join(f"$ {line}" for line in lines)):
            check(command.words)
