"""Two commits take turns, and their ratios are those of the pairs."""

import pytest
from tests.speed import ab
from tests.speed.sample import Sample

SIDES = ("old", "new")


def sample(wall, folder=None):
    return Sample(folder, wall, 0.002 * wall, 4e-4, 8e-4, 300_000_000)


def asked(*arguments):
    return ab.parser().parse_args(["HEAD", *arguments])


def test_who_goes_first_changes_from_pair_to_pair(monkeypatch, tmp_path):
    order = []

    def run(side, arguments, folder):
        order.append(side)
        return sample(1.0, folder)

    monkeypatch.setattr(ab, "run", run)
    pairs = [ab.pair(["relay_5m"], SIDES, tmp_path, number) for number in (0, 1)]
    assert order == ["old", "new", "new", "old"]
    assert [one.folder.name for one in pairs[1]] == ["before", "after"]


def test_a_ratio_above_one_means_faster():
    row = ab.table("", [(sample(20.0), sample(10.0))]).rows[0]
    assert row[:5] == ("1", "20.00 → 10.00", "2.000", "40.000 → 20.000", "2.000")
    assert row[-2:] == ("300 → 300", "1.000")


def test_the_median_of_ratios_is_not_the_ratio_of_medians():
    walls = (10.0, 5.0), (20.0, 16.0), (30.0, 10.0)
    pairs = [(sample(before), sample(after)) for before, after in walls]
    last = ab.table("", pairs).rows[-1]
    assert last[:3] == ("median", "20.00 → 10.00", "2.000")
    assert [row[0] for row in ab.table("", pairs[:1]).rows] == ["1"]


def test_a_run_gets_what_was_asked():
    given = asked("--scenario", "stand", "--seed", "7", "--set", "duration=3")
    words = ab.options(given, "mujoco")
    expected = ["stand", "--engine", "mujoco", "--seed", "7", "--set", "duration=3"]
    assert words == [*expected, "--no-report"]
    assert "--no-report" not in ab.options(asked("--report"), "mujoco")


@pytest.mark.parametrize("pairs", ["0", "-1", "few", "1.5"])
def test_a_number_of_pairs_that_is_none_is_refused(pairs, capsys):
    with pytest.raises(SystemExit, match="2"):
        asked("--pairs", pairs)
    assert f"{pairs}: expected 1, 2, …" in capsys.readouterr().err


def test_runs_are_not_kept_over_something_else(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        asked("--keep", str(tmp_path))
    assert "name a new folder" in capsys.readouterr().err
