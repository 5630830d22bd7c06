"""A beginning is enough where only one name has it; a path stays a path."""

import pytest

from relaywalk import cli
from relaywalk.cli._names import ENGINE, PLOT, ROBOT, SCENARIO, SWEEP
from relaywalk.errors import AmbiguousName, UnknownName

RELAYS = "relay_100m, relay_2x50m, relay_4x25m, relay_5m, relay_5m_left"


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        (SCENARIO, "relay_1", "relay_100m"),
        (SCENARIO, "stand", "stand"),
        (ROBOT, "kuavo_4", "kuavo_4_pro"),
        (SWEEP, "handover_b", "handover_benchmark"),
        (SWEEP, "mine/sweep.yaml", "mine/sweep.yaml"),
        (ENGINE, "mu", "mujoco"),
        (PLOT, "joint_t", "joint_torque"),
    ],
)
def test_a_beginning_that_one_name_has_is_that_name(kind, text, name):
    assert kind(text) == name


def test_a_beginning_of_several_names_is_refused_with_them():
    with pytest.raises(AmbiguousName) as caught:
        SCENARIO("relay")
    said = f"which scenario is 'relay'? there are: {RELAYS}"
    assert str(caught.value) == said


@pytest.mark.parametrize("text", ["", "sprint", "relay_5mm"])
def test_what_begins_no_name_is_refused_with_all(text):
    with pytest.raises(
        UnknownName,
        match=RELAYS,
    ):
        SCENARIO(text)


def test_a_path_is_left_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "relay_5").mkdir()
    for text in ("relay_5", "./rel", "my.yaml", str(tmp_path)):
        assert SCENARIO(text) == text
    with pytest.raises(UnknownName):
        PLOT("./joint_torque")


def test_the_same_holds_for_commands_and_for_what_is_listed(capsys):
    assert cli.main(["li", "sc"]) == 0
    assert "relay_100m" in capsys.readouterr().out
    assert cli.main(["re", "somewhere"]) == 2
    said = "relaywalk: which command is 're'? there are: recover, report, restart\n"
    assert capsys.readouterr().err == said


def test_a_name_in_a_file_must_be_whole(tmp_path, capsys):
    sweep = tmp_path / "sweep.yaml"
    sweep.write_text("scenario: relay_5\nruns: 1\n", encoding="utf-8")
    assert cli.main(["check", str(sweep)]) == 2
    assert "scenario: relay_5: a scenario: " in capsys.readouterr().err
