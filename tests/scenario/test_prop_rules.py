"""Each prop is held once or stands somewhere; who uses one says which."""

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml


def told(props, actor, success="{}"):
    """Return what is wrong with a scenario, a line each."""
    text = f"""\
name: scene
duration: 1.0
props: {props}
actors:
  robot: {{card: kuavo_4_pro, {actor}}}
success: {success}
"""
    try:
        Scenario.from_document(strict_yaml.parse(text, "scene.yaml"))
    except ScenarioError as error:
        return str(error).splitlines()
    return []


STANDS, CARRIES = "script: [{kind: stand}]", "script: [{kind: hand_over}]"
PLACED = "{start: {z: 0.5}}"


@pytest.mark.parametrize(
    ("props", "actor"),
    [
        (f"{{one: {PLACED}}}", STANDS),
        ("{one: {}}", "holds: {prop: one}, " + CARRIES),
        (f"{{one: {{}}, two: {PLACED}}}", "holds: {prop: one}, " + CARRIES),
        (f"{{one: {PLACED}, two: {PLACED}}}", "script: [{kind: receive, prop: two}]"),
    ],
)
def test_what_is_said_of_props_is_taken(props, actor):
    assert told(props, actor) == []


@pytest.mark.parametrize(
    ("props", "actor", "fault"),
    [
        ("{one: {}}", STANDS, "props.one.start: (missing): either held by"),
        (
            f"{{one: {PLACED}}}",
            "holds: {prop: one}, " + STANDS,
            "start: given: either",
        ),
        (
            f"{{one: {PLACED}, two: {PLACED}}}",
            CARRIES,
            "script.0.prop: (missing): one of the props, for there are several: one,",
        ),
        (
            f"{{one: {PLACED}}}",
            "script: [{kind: receive, prop: two}]",
            "script.0.prop: two: a prop: one",
        ),
    ],
)
def test_what_is_wrong_is_named(props, actor, fault):
    (line,) = told(props, actor)
    assert fault in line


def test_only_a_prop_is_asked_to_burn():
    (line,) = told(f"{{one: {PLACED}}}", STANDS, success="{lit: [two]}")
    assert "success.lit: two: of the props: one" in line
