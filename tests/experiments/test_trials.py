"""A trial is run once; what is there is used, nothing is overwritten."""

import pytest
from tests.made_results import write_result

from relaywalk.errors import ScenarioError
from relaywalk.experiments.trials import run_trial
from relaywalk.scenario.scenario import Scenario

HOLD = Scenario.load("hold").with_overrides({"engine": "mujoco", "props.torch.mass": 1})


def test_a_finished_trial_is_not_repeated(fake, tmp_path):
    simulate, ran = fake()
    first = run_trial(HOLD, tmp_path / "a", simulate)
    assert run_trial(HOLD, tmp_path / "a", simulate) == first
    assert ran == [1.0]
    assert first.carried


def test_the_run_of_another_scenario_is_refused(fake, tmp_path):
    simulate, _ = fake()
    run_trial(HOLD, tmp_path / "a", simulate)
    with pytest.raises(ScenarioError, match="another scenario"):
        run_trial(HOLD.with_overrides({"seed": 9}), tmp_path / "a", simulate)


def test_what_a_killed_run_left_is_set_aside(fake, tmp_path):
    simulate, ran = fake()
    for name in ("a", "a.killed1"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "recording.arrows").write_bytes(name.encode())
    run_trial(HOLD, tmp_path / "a", simulate)
    assert ran == [1.0]
    assert (tmp_path / "a.killed2" / "recording.arrows").read_bytes() == b"a"
    assert (tmp_path / "a.killed1" / "recording.arrows").read_bytes() == b"a.killed1"


def test_an_interrupted_trial_ends_the_experiment_and_is_run_again(fake, tmp_path):
    simulate, ran = fake()

    def interrupted(scenario, folder):
        simulate(scenario, folder)
        write_result(folder, outcome="interrupted", reason="stopped by the user")

    with pytest.raises(KeyboardInterrupt):
        run_trial(HOLD, tmp_path / "a", interrupted)
    assert run_trial(HOLD, tmp_path / "a", simulate).carried
    assert ran == [1.0, 1.0]
    assert (tmp_path / "a.killed1" / "result.json").is_file()
