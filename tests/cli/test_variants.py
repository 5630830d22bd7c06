"""`cost`, `payload`, `compare`: exit status, one message, files, tables."""

import shutil

import pytest
from tests.made_results import write_result

from relaywalk import cli
from relaywalk.cli.cost import parse_masses
from relaywalk.errors import ScenarioError


@pytest.fixture
def simulated(monkeypatch):
    """Replace the simulation by one that a torch beyond 2 kg brings down."""
    from relaywalk.simulation import loop

    ran = []

    def simulate(scenario, folder, progress=None):
        torch = scenario.props.get("torch")
        mass = torch.mass if torch else 0.0
        ran.append(mass)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "scenario.yaml").write_text(scenario.dump(), encoding="utf-8")
        outcome = "fell" if mass > 2.0 else "success"
        write_result(folder, outcome=outcome, reason="as asked")

    monkeypatch.setattr(loop, "simulate", simulate)
    return ran


def options(tmp_path, *more):
    return ["--engine", "mujoco", "--out", str(tmp_path / "out"), "--quiet", *more]


def test_cost_runs_without_and_with_the_torch_and_leaves_its_files(
    simulated, tmp_path, capsys
):
    assert cli.main(["cost", "hold", *options(tmp_path)]) == 0
    assert simulated == [0.0, 1.6]
    assert (tmp_path / "out" / "cost.csv").is_file()
    assert (tmp_path / "out" / "cost.png").is_file()
    assert "robot did not finish 'hold'" in capsys.readouterr().out


def test_cost_runs_every_mass_asked_for_and_says_which_failed(
    simulated, tmp_path, capsys
):
    command = ["cost", "hold", *options(tmp_path, "--masses", "0,1.6,2.4")]
    assert cli.main(command) == 1
    assert simulated == [0.0, 1.6, 2.4]
    assert "2.4 kg: the run ended as fell: as asked" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "a", "1,,2", "-1,2", "0,30", "nan,1"])
def test_masses_that_are_none_are_refused(text):
    with pytest.raises(ScenarioError, match=r"--masses: .*: numbers "):
        parse_masses(text)


@pytest.mark.parametrize(
    "command",
    [
        ["cost", "stand"],
        ["cost", "nothing"],
        ["cost", "hold", "--masses", "1.6"],
        ["cost", "hold", "--set", "terrain.colour=1"],
        ["payload", "stand"],
        ["payload", "hold", "--low", "3", "--high", "2"],
    ],
)
def test_bad_input_is_2_and_one_message(simulated, tmp_path, capsys, command):
    assert cli.main([*command, *options(tmp_path)]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("relaywalk: ")
    assert captured.err.count("\n") == 1
    assert simulated == []


def test_payload_names_the_heaviest_torch(simulated, tmp_path, capsys, monkeypatch):
    from relaywalk.analysis.loads.giving_way import Finding
    from relaywalk.experiments import payload

    finding = Finding(1.5, "joint", "the knee saturates")
    monkeypatch.setattr(payload, "what_gave_way", lambda trial, best: (finding,))
    search = ["--low", "1", "--high", "3", "--tolerance", "0.5"]
    assert cli.main(["payload", "hold", *options(tmp_path, *search)]) == 0
    shown = capsys.readouterr().out
    assert "heaviest torch carried: 2 kg" in shown
    assert "what gave way with 2.5 kg" in shown
    assert "1.50 s  joint: the knee saturates" in shown


def test_payload_is_1_where_nothing_is_carried(
    simulated, tmp_path, capsys, monkeypatch
):
    from relaywalk.experiments import payload

    monkeypatch.setattr(payload, "what_gave_way", lambda trial, best: ())
    search = ["--low", "3", "--high", "4"]
    assert cli.main(["payload", "hold", *options(tmp_path, *search)]) == 1
    assert "not even 3 kg is carried" in capsys.readouterr().out


@pytest.fixture(scope="module")
def stood(tmp_path_factory):
    """Return the folders of two short runs with different seeds."""
    from importlib.util import find_spec

    if find_spec("mujoco") is None:
        pytest.skip("MuJoCo is not installed")
    from relaywalk.scenario.scenario import Scenario
    from relaywalk.simulation import loop

    folder = tmp_path_factory.mktemp("stood")
    changes = {"engine": "mujoco", "actors.robot.script.0.duration": 0.3}
    for seed in (1, 2):
        scenario = Scenario.load("stand").with_overrides({**changes, "seed": seed})
        loop.simulate(scenario, folder / str(seed))
    return folder


def test_compare_shows_what_differs_and_leaves_its_files(stood, tmp_path, capsys):
    runs = [str(stood / "1"), str(stood / "2")]
    assert cli.main(["compare", *runs, "--out", str(tmp_path / "out")]) == 0
    shown = capsys.readouterr().out
    assert "marked seed-sensitive" in shown
    assert "distance [m]" in shown
    assert (tmp_path / "out" / "comparison.csv").is_file()
    assert (tmp_path / "out" / "comparison.png").is_file()


def test_a_run_compared_with_itself_differs_in_nothing(stood, capsys):
    assert cli.main(["compare", str(stood / "1"), str(stood / "1")]) == 0
    assert "0 differences beyond tolerance" in capsys.readouterr().out


@pytest.mark.parametrize("spoilt", ["result.json", "recording.parquet"])
def test_a_folder_without_a_run_is_2(stood, tmp_path, capsys, spoilt):
    shutil.copytree(stood / "1", tmp_path / "run")
    (tmp_path / "run" / spoilt).unlink()
    assert cli.main(["compare", str(stood / "1"), str(tmp_path / "run")]) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert str(tmp_path / "run") in captured.err
