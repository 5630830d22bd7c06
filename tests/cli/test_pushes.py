"""`relaywalk pushes`: what is asked for, what is shown, what is left."""

import pytest

from relaywalk import cli
from relaywalk.analysis.recovery.push_margins import PushMargins, PushTrial
from relaywalk.experiments import push_margins


@pytest.fixture
def asked(monkeypatch):
    """Replace the simulation: nothing over 0.5 m/s is survived."""
    found = []

    def find(scenario, test, out, workers, tell):
        found.append((test, workers))
        trials = [
            push._replace(reason="fell: as asked" if push.level > 0.5 else "")
            for push in test.pushes
        ]
        for trial in trials:
            tell(trial)
        return PushMargins(trials)

    monkeypatch.setattr(push_margins, "find_margins", find)
    return found


def test_it_pushes_all_round_and_shows_the_margins(asked, tmp_path, capsys):
    out = tmp_path / "pushed"
    command = ["pushes", "hold", "--engine", "mujoco", "--out", str(out)]
    more = ["--levels", "0.3,0.6", "--directions", "4", "--moments", "0.1"]
    assert cli.main([*command, *more, "--workers", "3"]) == 0
    (test, workers) = asked[0]
    assert (test.directions, workers) == ((0.0, 90.0, 180.0, 270.0), 3)
    assert next(iter(test.pushes)) == PushTrial(0.0, 0.3, 0.1)
    shown = capsys.readouterr().out
    assert "0.6 m/s to 270° at 0.1 s: fell: as asked" in shown
    assert "4 of 8 pushes survived (95 % interval" in shown
    assert (out / "pushes.png").is_file()


def test_quietly_only_the_sum_is_said(asked, tmp_path, capsys):
    command = [
        "pushes",
        "hold",
        "--engine",
        "mujoco",
        "--out",
        str(tmp_path),
        "--quiet",
    ]
    assert cli.main(command) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--levels", "fast", "--levels: fast: numbers with commas between them"),
        ("--directions", "0", "--directions, --workers: at least 1"),
        ("--workers", "0", "--directions, --workers: at least 1"),
        ("--duration", "0", "duration: over 0, at most 1 [s]"),
    ],
)
def test_what_is_no_test_is_refused(asked, tmp_path, capsys, option, value, message):
    command = ["pushes", "hold", "--engine", "mujoco", "--out", str(tmp_path)]
    assert cli.main([*command, option, value]) == 2
    assert message in capsys.readouterr().err
    assert asked == []
