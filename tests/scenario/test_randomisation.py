"""Randomised scenarios: drawn from the seed, resolved when written."""

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.scenario.randomisation import randomisation_names
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml

TEXT = """\
name: trial
duration: 5.0
include: [default_randomisation]
terrain: {kind: plane, friction: !uniform [0.5, 0.6]}
actors:
  robot: {card: kuavo_4_pro, script: [{kind: stand, duration: !choice [1.0, 2.0]}]}
"""


LARGEST = (0.10, 0.10, 0.05)  # offset [m]


@pytest.fixture
def load(tmp_path):
    """Load a scenario from a text."""

    def loaded(text=TEXT):
        path = tmp_path / "trial.yaml"
        path.write_text(text, encoding="utf-8")
        return Scenario.load(path)

    return loaded


@pytest.mark.parametrize("name", randomisation_names())
def test_every_file_of_the_folder_goes_with_every_relay(name):
    plain = Scenario.load("relay_5m")
    document = strict_yaml.parse(f"include: [{name}]", "f.yaml")
    assert plain.including(document, [name], None, {}) != plain


def test_onboard_sensors_are_all_that_the_robot_knows_itself_by():
    document = strict_yaml.parse("include: [onboard_sensors]", "f.yaml")
    plain = Scenario.load("relay_5m")
    actors = plain.including(document, ["onboard_sensors"], None, {}).actors
    assert {name: actor.sensing for name, actor in actors.items()} == {
        "robot": "measured",
        "giver": "ideal",
        "receiver": "ideal",
    }
    assert actors["robot"].mismatch.latency == plain.control_period


def test_a_person_that_takes_and_one_that_gives_vary_in_all_they_have():
    document = strict_yaml.parse("include: [person]", "f.yaml")
    relay = Scenario.load("relay_5m").including(document, ["person"], None, {})
    both = {"height", *(f"offset.{axis}" for axis in range(3))}
    both |= {"reaction_time", "hesitation"}
    pulls = {"walk_speed", "early_pull", "pull_delay", "hand"}
    drawn = {"giver": set(), "receiver": pulls}
    for path in relay.drawn:
        _, actor, leaf = path.split(".", 2)
        drawn[actor] ^= {leaf.removeprefix("script.0.").removeprefix("script.1.")}
    assert drawn == {"giver": both, "receiver": both}
    take = relay.actors["receiver"].script[1].params
    assert all(abs(off) <= most for off, most in zip(take.offset, LARGEST, strict=True))
    assert 0.15 <= take.reaction_time <= 0.25
    assert 1.55 <= relay.actors["giver"].height <= 1.90


def test_the_default_has_all_that_the_others_have():
    names = ["default_randomisation"]
    document = strict_yaml.parse("include: [default_randomisation]", "f.yaml")
    relay = Scenario.load("relay_5m").including(document, names, None, {})
    assert set(relay.drawn) == {
        "terrain.friction",
        "props.torch.mass_error",
        "actors.robot.mismatch.joint_friction",
    }
    assert 0.4 <= relay.terrain.friction <= 1.0
    assert -0.1 <= relay.props["torch"].mass_error <= 0.1
    mismatch = relay.actors["robot"].mismatch
    assert 0.01 <= mismatch.joint_friction <= 0.04
    assert (mismatch.link_mass, mismatch.joint_offset) == (0.1, 0.05)
    assert (mismatch.position_noise, mismatch.velocity_noise) == (0.03, 1.5)
    assert (mismatch.gyro_noise, mismatch.pushes.maximum_speed) == (0.2, 0.6)


@pytest.mark.parametrize(
    ("names", "fastest"),
    [
        (["push_randomisation"], 0.6),
        (["hard_push_randomisation"], 2.0),
        (["default_randomisation", "hard_push_randomisation"], 2.0),
    ],
)
def test_hard_pushes_are_the_same_pushes_harder(names, fastest):
    document = strict_yaml.parse(f"include: {names}", "f.yaml")
    relay = Scenario.load("relay_5m").including(document, names, None, {})
    pushes = relay.actors["robot"].mismatch.pushes
    assert (pushes.minimum_speed, pushes.maximum_speed) == (0.1, fastest)
    assert (pushes.minimum_interval, pushes.maximum_interval) == (5.0, 10.0)


def test_what_the_scenario_says_itself_is_not_randomised_by_an_include(load):
    scenario = load()
    assert 0.5 <= scenario.terrain.friction <= 0.6
    assert scenario.start_noise.joint_position_std == 0.029
    assert "props.torch.mass_error" not in scenario.drawn


def test_the_values_are_written_not_the_distributions(load):
    scenario = load()
    assert "!" not in scenario.dump()
    again = Scenario.from_document(strict_yaml.parse(scenario.dump(), "f"))
    assert again.drawn == {}
    assert again == scenario.model_copy(update={"drawn": {}})


def test_another_seed_draws_anew_and_the_same_seed_alike(load):
    values = {load().with_overrides({"seed": n}).terrain.friction for n in (1, 2, 3)}
    assert len(values) == 3
    assert load().terrain.friction in values
    again = load().with_overrides({"seed": 3}).with_overrides({"seed": 1})
    assert again == load()


def test_a_leaf_that_is_set_is_no_longer_drawn(load):
    scenario = load().with_overrides({"terrain.friction": 0.9, "seed": 5})
    assert scenario.terrain.friction == 0.9
    assert "terrain.friction" not in scenario.drawn
    assert "actors.robot.script.0.duration" in scenario.drawn


def test_a_distribution_can_be_set_from_the_command_line(load):
    tag = strict_yaml.parse("!grid [0.1, 0.2]", "--set").data
    scenario = load().with_overrides({"terrain.friction": tag})
    assert scenario.terrain.friction in (0.1, 0.2)
    with pytest.raises(ScenarioError, match=r"terrain\.friction: 9\.0: a number above"):
        load().with_overrides({"terrain.friction": strict_yaml.Tagged("choice", [9.0])})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[0.5, 0.6]", "[-0.5, 0.6]", "4: terrain.friction: -0.5: a number above 0"),
        ("[0.5, 0.6]", "[0.5, 2.6]", "4: terrain.friction: 2.6: a number above 0"),
        ("[1.0, 2.0]", "[1.0, -2.0]", "6: actors.robot.script.0.duration: -2.0"),
        ("default_randomisation", "other", "3: include.0: other: a randomisation: bod"),
        ("[default_randomisation]", "3", "3: include: 3: a list of randomisation"),
    ],
)
def test_a_value_that_might_be_drawn_must_be_allowed(load, old, new, message):
    assert old in TEXT
    with pytest.raises(ScenarioError) as caught:
        load(TEXT.replace(old, new))
    assert f"trial.yaml:{message}" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "set: {terrain.frction: 1}",
            "1: terrain.frction: frction: no such field; there",
        ),
        ("set:\n  terrain.friction: 9", "2: terrain.friction: 9: a number above 0"),
        ("sets: {}", "1: sets: {}: unknown key; allowed: description, inc"),
        ("set_where_present: {start_noise.joint_position_std: a}", "1: start_noise"),
        ("include: [other]", "1: include.0: other: a randomisation: body_random"),
        ("include: [mine.yaml]", "1: include.0: mine.yaml: a file that does not in"),
    ],
)
def test_a_wrong_randomisation_file_is_named_with_its_line(
    load, tmp_path, content, message
):
    (tmp_path / "mine.yaml").write_text(content, encoding="utf-8")
    own = TEXT.replace("default_randomisation", "mine.yaml")
    with pytest.raises(ScenarioError) as caught:
        load(own.replace("terrain: {kind: plane, friction: !uniform [0.5, 0.6]}\n", ""))
    assert str(caught.value).startswith(f"{tmp_path / 'mine.yaml'}:{message}")
