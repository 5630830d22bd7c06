"""The plot command: what it is asked for reaches the plot; one message where not."""

from types import SimpleNamespace

import pytest
from matplotlib.figure import Figure

import relaywalk
from relaywalk import cli
from relaywalk.errors import MissingDependency, UnknownName


@pytest.fixture
def drawn(monkeypatch):
    """Replace runs by a note of what was drawn."""
    asked = {}

    def plot(name, **choices):
        if name == "nothing":
            raise UnknownName("plot", name, ["channel"])
        asked[name] = choices
        return Figure()

    monkeypatch.setattr(
        relaywalk, "open", lambda folder: SimpleNamespace(folder=folder, plot=plot)
    )
    return asked


def test_what_is_not_asked_for_is_left_to_the_plot(drawn, tmp_path, capsys):
    assert cli.main(["plot", str(tmp_path), "channel"]) == 0
    assert drawn == {"channel": {}}
    path = tmp_path / "plots" / "channel.png"
    assert path.exists()
    assert str(path) in capsys.readouterr().out


def test_every_option_reaches_the_plot(drawn, tmp_path):
    options = ["--joints", "a", "b", "--channels", "c", "--window", "1", "2.5"]
    options += ["--phase", "carry", "--cycle", "--per-body-weight"]
    options += ["--both-engines", "other", "--format", "svg", "--dpi", "90"]
    assert cli.main(["plot", str(tmp_path), "channel", *options]) == 0
    choices = drawn["channel"]
    assert str(choices.pop("both_engines").folder) == "other"
    assert choices == {
        "joints": ["a", "b"],
        "channels": ["c"],
        "window": (1.0, 2.5),
        "phase": "carry",
        "cycle": True,
        "per_body_weight": True,
    }
    assert (tmp_path / "plots" / "channel.svg").read_text().startswith("<?xml")


def test_an_unknown_name_is_one_message_and_2(drawn, tmp_path, capsys):
    assert cli.main(["plot", str(tmp_path), "nothing"]) == 2
    assert "channel" in capsys.readouterr().err


def test_a_screen_that_is_not_there_is_2(drawn, tmp_path, capsys, monkeypatch):
    def refuse():
        raise MissingDependency("no window")

    monkeypatch.setattr("relaywalk.plots._screen.open_screen", refuse)
    assert cli.main(["plot", str(tmp_path), "channel", "--format", "screen"]) == 2
    assert capsys.readouterr().err == "relaywalk: no window\n"


def test_on_screen_nothing_is_written(drawn, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr("relaywalk.plots._screen.open_screen", lambda: None)
    monkeypatch.setattr("relaywalk.plots._screen.show", shown.append)
    assert cli.main(["plot", str(tmp_path), "channel", "--format", "screen"]) == 0
    assert list(shown[0]) == ["channel"]
    assert not (tmp_path / "plots").exists()


def test_the_list_of_plots_says_what_each_takes(capsys):
    assert cli.main(["list", "plots"]) == 0
    listed = dict(
        line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()
    )
    assert listed["body_map"].endswith("[--window --phase]")
    assert listed["ground_reaction"].endswith(
        "[--window --phase --cycle --per-body-weight]"
    )
    assert "[" not in listed["torch_pose"]
