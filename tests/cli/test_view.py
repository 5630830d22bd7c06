"""`view` and `demo` write a page, say where it is, and open it unless told not to."""

import pytest

from relaywalk import cli
from relaywalk.cli import _browser


@pytest.fixture
def opened(monkeypatch):
    """Return what a browser was asked to open; there is one."""
    asked = []
    monkeypatch.setattr(
        _browser.webbrowser, "open", lambda url: asked.append(url) or True
    )
    return asked


def test_a_run_is_shown_in_the_browser(make_run, opened, capsys):
    folder = make_run(60).folder
    assert cli.main(["view", str(folder)]) == 0
    assert capsys.readouterr().out.split() == [str(folder / "replay.html")]
    assert opened == [(folder / "replay.html").as_uri()]


def test_a_file_that_was_asked_for_is_written_and_not_opened(
    make_run, tmp_path, opened, capsys
):
    folder, page = make_run(60).folder, tmp_path / "mine.html"
    assert cli.main(["view", str(folder), "--html", str(page)]) == 0
    assert page.is_file()
    assert not (folder / "replay.html").exists()
    assert opened == []
    assert capsys.readouterr().out.split() == [str(page)]


def test_a_ghost_is_another_run(make_run, shared_run, tmp_path, opened):
    page = tmp_path / "mine.html"
    alone, both = (
        [str(make_run(60).folder), "--html", str(page), *ghost]
        for ghost in ([], ["--ghost", str(shared_run(40).folder)])
    )
    cli.main(["view", *alone])
    size = page.stat().st_size
    assert cli.main(["view", *both]) == 0
    assert page.stat().st_size > size


def test_no_browser_is_said(make_run, monkeypatch, capsys):
    monkeypatch.setattr(_browser.webbrowser, "open", lambda url: False)
    assert cli.main(["view", str(make_run(60).folder)]) == 0
    assert "no browser could be opened" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["run", "--ghost"])
def test_a_folder_without_a_run_is_2(make_run, tmp_path, option, capsys):
    nothing = tmp_path / "nothing"
    asked = {"run": [str(nothing)]}.get(
        option, [str(make_run(60).folder), "--ghost", str(nothing)]
    )
    assert cli.main(["view", *asked, "--no-browser"]) == 2
    assert "nothing" in capsys.readouterr().err


def test_the_demo_is_shown_at_once(opened, capsys):
    assert cli.main(["demo"]) == 0
    (page,) = capsys.readouterr().out.split()
    assert page.endswith("demo.html")
    assert len(opened) == 1


def test_the_demo_without_a_browser(tmp_path, opened, capsys):
    page = tmp_path / "demo.html"
    assert cli.main(["demo", "--html", str(page), "--no-browser"]) == 0
    assert capsys.readouterr().out.split() == [str(page)]
    assert "replay-data" in page.read_text(encoding="utf-8")
    assert opened == []
