"""Each error carries its exit status, and those that end a run the outcome."""

import re

import pytest

from relaywalk import cli, errors
from relaywalk.cli import report

OUTCOMES = {"success", "fell", "dropped", "timeout", "gave_up", "diverged"}
OUTCOMES |= {"interrupted"}
ENDS_A_RUN = {
    errors.RobotFell: "fell",
    errors.TorchDropped: "dropped",
    errors.PhaseTimeout: "timeout",
    errors.GaveUp: "gave_up",
    errors.Diverged: "diverged",
    errors.NoSolution: "diverged",
}
BAD_INPUT = {
    errors.CardError,
    errors.ScenarioError,
    errors.UnknownName,
    errors.AmbiguousName,
    errors.MissingDependency,
    errors.RecordingError,
}


def tree(root=errors.RelayError):
    """Return an error and all below it, wherever they are defined."""
    found = [root]
    for child in root.__subclasses__():
        found += tree(child)
    return found


@pytest.mark.parametrize("error", tree(), ids=lambda error: error.__name__)
def test_each_error_carries_status_and_outcome(error):
    assert error.exit_status in (1, 2, 3)
    assert (error.exit_status == 2) == (error in BAD_INPUT)
    assert error.outcome == ENDS_A_RUN.get(error, "")
    assert error.outcome in {*OUTCOMES, ""}
    if error.outcome:  # it ran and failed
        assert error.exit_status == 1


def test_the_drawing_shows_what_the_classes_carry():
    line = r"^\W*(\w+) +([123])  ? ?(fell|dropped|timeout|gave_up|diverged|)"
    drawn = {
        name: (int(status), outcome)
        for name, status, outcome in re.findall(line, errors.__doc__, re.MULTILINE)
    }
    assert drawn == {e.__name__: (e.exit_status, e.outcome) for e in tree()}


@pytest.mark.parametrize("status", [1, 2, 3])
def test_a_command_ends_with_the_status_of_its_error(monkeypatch, capsys, status):
    class OneOfOurs(Exception):
        exit_status = status

    def execute(arguments):
        raise OneOfOurs("why")

    monkeypatch.setattr(cli, "RelayError", OneOfOurs)
    monkeypatch.setattr(report, "execute", execute)
    assert cli.main(["report", "somewhere"]) == status
    assert capsys.readouterr().err == "relaywalk: why\n"
