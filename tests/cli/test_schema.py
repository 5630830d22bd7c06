"""The command writes what is shipped, to standard output or to a file."""

import pytest

from relaywalk import cli, paths

KINDS = ("card", "randomisation", "scenario", "suite", "sweep")


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_written_as_it_is_shipped(kind, capsys, tmp_path):
    shipped = (paths.schemas() / f"{kind}.json").read_text(encoding="utf-8")
    assert cli.main(["schema", kind]) == 0
    assert capsys.readouterr().out == shipped
    out = tmp_path / "schema.json"
    assert cli.main(["schema", kind, "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == shipped
    assert capsys.readouterr().out == f"{out}\n"


def test_an_unknown_kind_is_2_and_lists_those_there_are(capsys):
    assert cli.main(["schema", "robot"]) == 2
    assert f"there are: {', '.join(KINDS)}" in capsys.readouterr().err
