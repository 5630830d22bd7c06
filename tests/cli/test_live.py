"""`view` of a scenario, or of a run with a port: shown live until Ctrl-C."""

import signal

import pytest
from tests.view.live.screens import Kept

from relaywalk import cli
from relaywalk.cli import _browser
from relaywalk.view.live import page as pages

STAND = ["view", "stand", "--engine", "mujoco"]
SHORT = ["--set", "actors.robot.script.0.duration=0.02"]


@pytest.fixture
def opened(monkeypatch):
    """Return what a browser was asked to open."""
    asked = []
    monkeypatch.setattr(
        _browser.webbrowser, "open", lambda url: asked.append(url) or True
    )
    return asked


@pytest.fixture
def page(monkeypatch):
    """Stand in for viser's page: it restarts once, then presses Ctrl-C."""
    made = []

    class Page(Kept):
        address = "http://127.0.0.1:1"

        def __init__(self, controls, port, *, recorded=False):
            super().__init__(self.play)
            self.controls, self.port, self.recorded = controls, port, recorded
            self.closed = False
            made.append(self)

        def play(self, frame):
            if self.recorded and len(self.frames) == 3:
                signal.raise_signal(signal.SIGINT)

        def say(self, text):
            super().say(text)
            if len(self.said) == 1:
                self.controls.restart()
            else:
                signal.raise_signal(signal.SIGINT)

        def close(self):
            self.closed = True

    monkeypatch.setattr(pages, "Page", Page)
    return made


def test_a_scenario_is_shown_and_shown_again(page, opened, tmp_path, capsys):
    out = tmp_path / "run"
    assert cli.main([*STAND, *SHORT, "--out", str(out), "--port", "8123"]) == 0
    (shown,) = page
    assert (shown.port, shown.recorded, shown.closed) == (8123, False, True)
    assert opened == ["http://127.0.0.1:1"]
    assert len(shown.scenes) == 2
    assert [text.split(":")[0] for text in shown.said] == ["success", "success"]
    told = capsys.readouterr().out
    for folder in (out, tmp_path / "run-2"):
        assert (folder / "recording.parquet").is_file()
        assert f"({folder})" in told


def test_a_run_with_a_port_is_shown_live(page, opened, make_run, capsys):
    folder = make_run(60).folder
    assert cli.main(["view", str(folder), "--port", "8123", "--no-browser"]) == 0
    (shown,) = page
    assert (shown.port, shown.recorded, shown.closed) == (8123, True, True)
    assert opened == []
    assert capsys.readouterr().out.startswith("http://127.0.0.1:1 ")
    assert not (folder / "replay.html").exists()


def test_no_browser_is_said(page, monkeypatch, make_run, capsys):
    monkeypatch.setattr(_browser.webbrowser, "open", lambda url: False)
    assert cli.main(["view", str(make_run(60).folder), "--port", "1"]) == 0
    assert "no browser could be opened" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--html", "--ghost"])
def test_the_page_of_a_scenario_is_refused(page, option, capsys):
    assert cli.main([*STAND, option, "x"]) == 2
    assert f"{option}: for a run" in capsys.readouterr().err


@pytest.mark.parametrize(
    "option", [("--engine", "mujoco"), ("--set", "a=1"), ("--out", "x")]
)
def test_what_changes_a_scenario_is_refused_with_a_run(make_run, option, capsys):
    assert cli.main(["view", str(make_run(60).folder), *option]) == 2
    assert f"{option[0]}: for a scenario" in capsys.readouterr().err


def test_a_page_has_no_port(make_run, tmp_path, capsys):
    asked = ["view", str(make_run(60).folder), "--port", "1", "--html", "x"]
    assert cli.main(asked) == 2
    assert "--html: for the page" in capsys.readouterr().err
