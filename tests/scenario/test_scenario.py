"""A scenario is data, validated, and says where it is wrong."""

import math
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaywalk.errors import ScenarioError, UnknownName
from relaywalk.robots.catalogue import card_path
from relaywalk.scenario.scenario import Scenario, scenario_names
from relaywalk.schema import strict_yaml

GOOD = """\
name: trial
duration: 5.0
timestep: 0.001
control_period: 0.002
props:
  torch: {card: torch, mass: 1.6}
actors:
  robot:
    card: kuavo_4_pro
    holds: {prop: torch}
    script:
      - kind: stand
        duration: 2.0
        timeout: 3.0
"""


def parse(text):
    return Scenario.from_document(strict_yaml.parse(text, "trial.yaml"))


def refusal(old, new):
    assert old in GOOD
    with pytest.raises(ScenarioError) as caught:
        parse(GOOD.replace(old, new))
    return str(caught.value)


def test_defaults_are_written_out_and_load_to_an_equal_scenario():
    scenario = parse(GOOD)
    dumped = scenario.dump()
    assert "max_slip: 0.005" in dumped
    assert parse(dumped) == scenario


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_of_the_folder_loads_and_repeats(name):
    scenario = Scenario.load(name)
    assert scenario.name == name
    # of what is drawn the value is written, not where it came from
    assert parse(scenario.dump()) == scenario.model_copy(update={"drawn": {}})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("duration: 5.0", "colour: red\nduration: 5.0", "2: colour: red: unknown key"),
        ("timestep: 0.001", "timestep: 1.0", "3: timestep: 1.0: a number above 0, at"),
        (
            "  torch: {",
            "  contact: {start: {z: 1.0}}\n  torch: {",
            "6: props.contact: contact: ano",
        ),
        ("mass: 1.6", "mass: 1600", "6: props.torch.mass: 1600: a number above 0, at"),
        ("mass: 1.6", "mass: -1.6", "6: props.torch.mass: -1.6: a number above 0"),
        ("mass: 1.6", "mass: .nan", "6: props.torch.mass: nan: a number above 0"),
        ("mass: 1.6", "mass: yes", "6: props.torch.mass: True: a number above 0"),
        ("0.001", "0.0015", "3: timestep: 0.0015: a timestep that divides"),
        (
            "timestep: 0.001\ncontrol_period: 0.002",
            "control_period: 0.0025",
            "3: control_period: 0.0025: a multiple of the timestep of 0.001 s",
        ),
        (
            "timestep: 0.001\ncontrol_period: 0.002",
            "control_period: 0.003",
            "3: control_period: 0.003: a period that divides snapshot_every, 10 s",
        ),
        ("name: trial", "name: Trial Run", "1: name: Trial Run: string should match"),
        ("name: trial\n", "", "1: name: (missing): field required"),
        ("duration: 5.0", "duration: 5 s", "2: duration: 5 s: a number above 0"),
        ("kind: stand", "kind: fly", "12: actors.robot.script.0.kind: fly: one of"),
        ("duration: 2.0", "speed: 2.0", "13: actors.robot.script.0.speed: 2.0: unkn"),
        ("duration: 2.0", "duration: -1", "13: actors.robot.script.0.duration: -1: "),
        ("timeout: 3.0", "timeout: 0", "14: actors.robot.script.0.timeout: 0: a num"),
        ("timeout: 3.0", "after: x.y", "14: actors.robot.script.0.after: x.y: a pha"),
        ("prop: torch", "prop: flag", "10: actors.robot.holds.prop: flag: a prop"),
        ("kuavo_4_pro", "nobody", "9: actors.robot.card: nobody: a model or a CARD"),
        ("card: torch", "card: axe", "6: props.torch.card: axe: a model or a CARD"),
        ("duration: 5.0", "duration: 5.0\nseed: 1.5", "3: seed: 1.5: "),
        (
            "duration: 5.0",
            "duration: 5.0\nsnapshot_every: 0.003",
            "3: snapshot_every: 0.003: null or a multiple of the control period",
        ),
        ("duration: 5.0", "duration: 5.0\nengine: havok", "3: engine: havok: one of"),
        (GOOD, "- a\n- b\n", "1: document: ['a', 'b']: a mapping with the keys name"),
        (GOOD, "", "1: document: None: a mapping with the keys name"),
        (
            "  robot:",
            "  robot: 3\n  Other:",
            "8: actors.robot: 3: a mapping with\n"
            "9: actors.Other: Other: string should match pattern",
        ),
    ],
)
def test_what_is_wrong_is_named_with_line_field_value_and_what_is_allowed(
    old, new, message
):
    said = refusal(old, new).split("\n")
    for line, begin in zip(said, message.split("\n"), strict=True):
        assert line.startswith(f"trial.yaml:{begin}")


def test_an_unknown_key_lists_those_there_are():
    assert "seed, timestep, control_period" in refusal("name:", "nmae: x\nname:")


def test_an_unknown_name_lists_the_scenarios():
    with pytest.raises(UnknownName, match="stand"):
        Scenario.load("sprint")


def test_overrides_change_any_leaf_and_nothing_else():
    scenario = parse(GOOD)
    changed = scenario.with_overrides(
        {"actors.robot.script.0.duration": 1.0, "terrain.friction": 0.5}
    )
    assert changed.actors["robot"].script[0].params.duration == 1.0
    assert changed.terrain.friction == 0.5
    assert (
        changed.with_overrides(
            {"actors.robot.script.0.duration": 2.0, "terrain.friction": 0.8}
        )
        == scenario
    )


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("terrain.colour", "colour: no such field; there are: kind, friction, slope"),
        ("actors.robot.script.7.kind", "7: no such field; there are: 0"),
        ("seed.more", "more: no such field; there are: nothing"),
    ],
)
def test_an_override_of_nothing_is_refused(path, message):
    with pytest.raises(ScenarioError, match=message):
        parse(GOOD).with_overrides({path: 1})


def test_an_override_is_validated():
    with pytest.raises(ScenarioError, match=r"terrain\.friction: -1: a number above 0"):
        parse(GOOD).with_overrides({"terrain.friction": -1})


def test_a_card_path_is_taken_from_the_folder_of_the_scenario(tmp_path):
    shutil.copy(card_path("kuavo_4_pro"), tmp_path)
    file = tmp_path / "trial.yaml"
    file.write_text(GOOD.replace("kuavo_4_pro", "card.yaml"))
    loaded = Scenario.load(file)
    assert loaded.actors["robot"].card == str(tmp_path / "card.yaml")
    assert parse(loaded.dump()) == loaded


@given(
    seed=st.integers(0, 2**32 - 1),
    duration=st.floats(1e-6, 3600.0),
    substeps=st.integers(1, 20),
    start=st.tuples(*[st.floats(-6.0, 6.0)] * 3),
    mass=st.none() | st.floats(1e-9, 20.0),
    description=st.text(max_size=50),
)
@settings(max_examples=50, deadline=None)
def test_dump_and_load_are_inverse(seed, duration, substeps, start, mass, description):
    changed = parse(GOOD).with_overrides(
        {
            "seed": seed,
            "duration": duration,
            "timestep": 0.002 / substeps,
            "actors.robot.card": "human",
            "actors.robot.controller": {},  # its own
            "actors.robot.start": dict(zip(("x", "y", "yaw"), start, strict=True)),
            "props.torch.mass": mass,
            "description": description,
        }
    )
    assert parse(changed.dump()) == changed
    assert changed.substeps == substeps


HEADING = """\
name: heading
duration: 5.0
actors:
  robot:
    card: kuavo_4_pro
    start: {x: 1.0, yaw: 0.5}
    script: [{kind: stand}]
"""


@pytest.mark.parametrize("card", ["kuavo_4_pro", "kuavo_5", "human"])
@pytest.mark.parametrize("yaw", [0.5, 3.14159265, -2.0])
def test_a_body_heads_anywhere(card, yaw):
    text = HEADING.replace("kuavo_4_pro", card).replace("0.5", str(yaw))
    assert parse(text).actors["robot"].start.yaw == yaw


def test_a_heading_may_be_drawn_from_the_seed():
    text = HEADING.replace("0.5", "!uniform [-3.0, 3.0]")
    first, second = (parse(f"seed: {seed}\n{text}") for seed in (1, 2))
    headings = [scenario.actors["robot"].start.yaw for scenario in (first, second)]
    assert all(-3.0 <= yaw <= 3.0 for yaw in headings)
    assert headings[0] != headings[1]


def test_a_heading_is_set_from_the_command_line_too():
    ahead, path = parse(HEADING.replace("0.5", "0")), "actors.robot.start.yaw"
    assert ahead.with_overrides({path: 0.5}) == parse(HEADING)


def test_a_robot_takes_a_guided_bodys_place_and_keeps_its_heading():
    guided = parse(HEADING.replace("kuavo_4_pro", "human"))
    robot = guided.with_overrides(
        {"actors.robot.card": "kuavo_5", "actors.robot.controller": {}}
    )
    assert robot.actors["robot"].start.yaw == 0.5


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=10)
    | st.lists(st.integers(), max_size=2)
    | st.dictionaries(st.text(max_size=3), st.integers(), max_size=2)
)
PATHS = (
    *("name", "engine", "seed", "timestep", "duration", "terrain", "terrain.friction"),
    *("props", "props.torch", "props.torch.card", "actors", "actors.robot"),
    *("actors.robot.script", "actors.robot.script.0", "actors.robot.script.0.kind"),
    *("actors.robot.script.0.after", "actors.robot.start.x", "success.distance"),
)


@given(path=st.sampled_from(PATHS), value=LEAVES)
@settings(max_examples=300, deadline=None)
def test_any_value_anywhere_is_taken_or_refused_a_line_a_fault(path, value):
    try:
        scenario = parse(GOOD).with_overrides({path: value})
    except ScenarioError as error:
        for line in str(error).split("\n"):
            where, field, *rest = line.split(": ")
            assert where == "override"
            assert field
            assert len(rest) >= 2
    else:
        assert math.isfinite(scenario.duration)
