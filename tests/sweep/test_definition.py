"""A sweep file says what is wrong with it: file, line, field, value, allowed."""

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.sweep.definition import read_sweep


def test_set_changes_include_which_changes_the_scenario(write_sweep):
    text = """\
scenario: relay_5m
runs: 2
include: [default_randomisation]
set:
  props.torch.mass_error: 0.07
  engine: !choice [mujoco, pybullet]
"""
    scenario = read_sweep(write_sweep(text)).scenario
    assert set(scenario.drawn) == {
        "terrain.friction",
        "engine",
        "actors.robot.mismatch.joint_friction",
    }
    assert scenario.props["torch"].mass_error == 0.07


OWN = """\
name: own
duration: 3.0
terrain: {kind: plane, friction: 0.45}
start_noise: {joint_position_std: !uniform [0.001, 0.002]}
actors: {robot: {card: kuavo_4_pro, script: [{kind: stand}]}}
"""


@pytest.mark.parametrize("place", ["named", "inside"])
@pytest.mark.parametrize("by", ["the sweep", "the scenario", "both"])
def test_what_the_scenario_says_itself_stays_whoever_includes(
    write_sweep, tmp_path, place, by
):
    include = "include: [default_randomisation]\n"
    own = OWN if by == "the sweep" else OWN + include
    (tmp_path / "own.yaml").write_text(own)
    inside = "".join(f"\n  {line}" for line in own.splitlines())
    scenario = "own.yaml" if place == "named" else inside
    text = f"runs: 1\n{'' if by == 'the scenario' else include}scenario: {scenario}\n"
    found = read_sweep(write_sweep(text)).scenario
    assert found.terrain.friction == 0.45
    assert 0.001 <= found.start_noise.joint_position_std <= 0.002
    assert set(found.drawn) == {
        "start_noise.joint_position_std",
        "actors.robot.mismatch.joint_friction",
    }
    stronger = f"{text}set: {{terrain.friction: 0.9}}\n"
    assert read_sweep(write_sweep(stronger)).scenario.terrain.friction == 0.9


def test_a_randomisation_file_is_stronger_than_what_it_includes(write_sweep, tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "include: [body_randomisation]\nset: {terrain.friction: 0.7}\n"
    )
    text = "scenario: stand\nruns: 1\ninclude: [mine.yaml]\n"
    found = read_sweep(write_sweep(text)).scenario
    assert found.terrain.friction == 0.7
    assert "terrain.friction" not in found.drawn
    assert found.start_noise.joint_position_std == 0.029


def test_the_engine_is_settled_when_the_sweep_begins(write_sweep):
    found = read_sweep(write_sweep("scenario: stand\nruns: 1\n"))
    assert found.scenario.engine in ("mujoco", "pybullet")


def test_a_scenario_file_lies_beside_the_sweep_file(write_sweep, tmp_path):
    own = (
        "name: own\nduration: 3.0\nactors: {robot: {card: human, script: [{kind: X}]}}"
    )
    (tmp_path / "own.yaml").write_text(own.replace("X", "stand"))
    path = write_sweep("scenario: own.yaml\nruns: 1\n")
    assert read_sweep(path).scenario.name == "own"
    (tmp_path / "own.yaml").write_text(own)
    with pytest.raises(ScenarioError, match=r"own\.yaml:3: .*kind: X: one of"):
        read_sweep(path)


def test_a_whole_scenario_may_stand_in_the_sweep_file(write_sweep):
    text = """\
runs: 1
scenario:
  name: inside
  duration: 3.0
  terrain: {kind: plane, friction: !uniform [0.4, WIDE]}
  actors: {robot: {card: kuavo_4_pro, script: [{kind: stand}]}}
"""
    found = read_sweep(write_sweep(text.replace("WIDE", "1.0"))).scenario
    assert set(found.drawn) == {"terrain.friction"}
    with pytest.raises(ScenarioError, match=r"yaml:5: terrain\.friction: 5\.0: a numb"):
        read_sweep(write_sweep(text.replace("WIDE", "5.0")))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("runs: 1\n", "1: scenario: (missing): field required"),
        ("scenario: stand\n", "1: runs: (missing): field required"),
        ("scenario: stand\nruns: 0\n", "2: runs: 0: "),
        ("scenario: stand\nruns: 1.5\n", "2: runs: 1.5: "),
        ("scenario: sprint\nruns: 1\n", "1: scenario: sprint: a scenario: carry_5m, "),
        ("scenario: no.yaml\nruns: 1\n", "1: scenario: no.yaml: a file that exists"),
        ("scenario: stand\nruns: 1\ncolour: red\n", "3: colour: red: unknown key"),
        ("scenario: stand\nruns: 1\ninclude: [x]\n", "3: include.0: x: a randomis"),
        ("scenario: stand\nruns: 1\nwall_limit: 0\n", "3: wall_limit: 0: a number ab"),
        ("scenario: stand\nruns: 1\nset: {seed: 3}\n", "3: set.seed: 3: another leaf"),
        (
            "scenario: stand\nruns: 1\nset:\n  terrain.frction: 1\n",
            "4: terrain.frction: frction: no such field; there are: kind, friction",
        ),
        (
            "scenario: stand\nruns: 1\nset:\n  terrain.friction: !grid []\n",
            "4: terrain.friction: !grid []: a list of at least one value",
        ),
        (
            "scenario: stand\nruns: 1\nsuccess: __import__('os') >= 1\n",
            "3: success: __import__('os') >= 1: a comparison",
        ),
    ],
)
def test_a_wrong_file_is_one_message(write_sweep, text, message):
    path = write_sweep(text)
    with pytest.raises(ScenarioError) as caught:
        read_sweep(path)
    assert str(caught.value).startswith(f"{path}:{message}")
    assert "\n" not in str(caught.value)
