"""A suite is several sweeps by name; a file of one sweep is a suite of one."""

import pytest
from tests.sweep.conftest import TEXT

from relaywalk.errors import ScenarioError, UnknownName
from relaywalk.scenario.scenario import scenario_names
from relaywalk.sweep.definition import read_sweep
from relaywalk.sweep.plan import planned
from relaywalk.sweep.suite import (
    UNNAMED,
    Choice,
    described_sweeps,
    names_in,
    planned_suite,
    read_suite,
    require_suites_folder,
    sweep_names,
    sweep_path,
)

ANY = Choice(maximum_runs=1000)
SUITE = """\
description: two
sweeps:
  first:
    scenario: stand
    runs: 3
    set: {engine: mujoco, terrain.friction: !uniform [0.4, 1.0]}
  second:
    scenario: own.yaml
    runs: 2
    seed: 5
    success: safe_rate >= 0.9
"""
OWN = (
    "name: own\nduration: 3.0\nactors: {robot: {card: human, script: [{kind: stand}]}}"
)


@pytest.fixture
def suite(write_sweep, tmp_path):
    """Return the path of a suite; what it says can be changed."""
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")

    def write(old="", new=""):
        assert old in SUITE
        return write_sweep(SUITE.replace(old, new) if old else SUITE)

    return write


def test_each_of_its_sweeps_is_the_sweep_that_a_file_of_its_own_makes(
    suite, write_sweep, tmp_path
):
    plans = planned_suite(suite(), ANY)
    assert {name: len(plan) for name, plan in plans.items()} == {
        "first": 3,
        "second": 2,
    }
    alone = tmp_path / "alone.yaml"
    alone.write_text(
        "scenario: stand\nruns: 3\n"
        "set: {engine: mujoco, terrain.friction: !uniform [0.4, 1.0]}\n"
    )
    assert plans["first"].as_yaml() == planned(read_sweep(alone), 1000).as_yaml()
    assert plans["second"].file.definition.success == "safe_rate >= 0.9"


def test_a_file_of_one_sweep_is_made_as_it_is(write_sweep):
    path = write_sweep()
    ((name, plan),) = planned_suite(path, ANY).items()
    assert (name, names_in(path)) == (UNNAMED, (UNNAMED,))
    assert plan.as_yaml() == planned(read_sweep(path), 1000).as_yaml()
    assert read_suite(path)[UNNAMED] == read_sweep(path)


def test_some_of_its_sweeps_may_be_made_in_the_order_of_the_file(suite):
    path = suite()
    assert list(planned_suite(path, Choice(1000, only=["second", "first"]))) == [
        "first",
        "second",
    ]
    assert list(planned_suite(path, Choice(1000, only=["second"]))) == ["second"]
    with pytest.raises(UnknownName, match="named 'third'; there are: first, second"):
        planned_suite(path, Choice(1000, only=["third"]))


@pytest.mark.parametrize("only", ["first", UNNAMED])
def test_of_a_file_of_one_sweep_nothing_can_be_chosen(write_sweep, only):
    with pytest.raises(UnknownName, match="there are: none"):
        planned_suite(write_sweep(), Choice(1000, only=[only]))


def test_a_trial_has_the_first_runs_of_the_whole(suite):
    whole = planned_suite(suite(), ANY)["first"]
    trial = planned_suite(suite(), Choice(1000, runs=2))["first"]
    assert len(trial) == 2
    assert [trial.run(n) for n in range(2)] == [whole.run(n) for n in range(2)]


def test_a_trial_of_a_grid_has_so_many_at_each_of_its_points(write_sweep):
    plan = planned_suite(write_sweep(TEXT), Choice(1000, runs=1))[UNNAMED]
    assert (len(plan), plan.points) == (2, 2)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("scenario: stand", "scenario: sprint", "4: scenario: sprint: a scenario: "),
        ("own.yaml", "other.yaml", "8: scenario: other.yaml: a file that exists"),
        ("terrain.friction", "terrain.frction", "6: terrain.frction: frction: no su"),
        ("safe_rate", "rate", "11: sweeps.second.success: rate >= 0.9: a comparison"),
        ("runs: 2", "runs: 0", "9: sweeps.second.runs: 0: "),
        ("runs: 2", "runs: 1001", "9: runs: 1001: at most 1000 runs"),
        ("first:", "First One:", "3: sweeps.First One: First One: string should "),
        ("description", "title", "1: title: two: unknown key"),
    ],
)
def test_a_wrong_suite_is_one_message_with_its_line(suite, old, new, message):
    path = suite(old, new)
    with pytest.raises(ScenarioError) as caught:
        planned_suite(path, ANY)
    assert str(caught.value).startswith(f"{path}:{message}")
    assert "\n" not in str(caught.value)


def test_a_suite_of_no_sweep_is_refused(write_sweep):
    with pytest.raises(ScenarioError, match="1: sweeps: "):
        read_suite(write_sweep("sweeps: {}\n"))


def test_a_sweeps_folder_is_no_suites(tmp_path):
    (tmp_path / "sweep.yaml").touch()
    require_suites_folder(tmp_path, [UNNAMED])
    require_suites_folder(tmp_path / "new", ["first"])
    with pytest.raises(ScenarioError, match="holds a single sweep"):
        require_suites_folder(tmp_path, ["first"])


def test_those_that_are_shipped_are_found_by_name_and_are_good():
    assert {"handover_benchmark", "handover_faults"} <= set(sweep_names())
    assert not set(sweep_names()) & set(scenario_names())
    for name, description in described_sweeps().items():
        assert description
        assert planned_suite(sweep_path(name), ANY)


def test_the_benchmark_has_the_scenes_that_it_says():
    plans = planned_suite(sweep_path("handover_benchmark"), ANY)
    assert {name: len(plan) for name, plan in plans.items()} == {
        "person_gives_mujoco": 144,
        "person_takes_mujoco": 144,
        "person_gives_pybullet": 48,
        "person_takes_pybullet": 48,
        "robots_mujoco": 60,
    }
    for name, plan in plans.items():
        assert plan.file.scenario.engine == name.rpartition("_")[2]
        assert plan.run(0).factors != plan.run(1).factors


def test_both_engines_are_given_the_same_scenes():
    plans = planned_suite(sweep_path("handover_benchmark"), ANY)
    for way in ("gives", "takes"):
        one, other = (plans[f"person_{way}_{of}"] for of in ("mujoco", "pybullet"))
        assert [one.run(n).factors for n in range(48)] == [
            other.run(n).factors for n in range(48)
        ]
