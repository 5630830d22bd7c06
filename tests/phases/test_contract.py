"""What every phase keeps: it starts, ends, times out, refuses who cannot do it.

The body has no physics. The load in its hand comes and goes every two seconds, as
if somebody gave and took; whoever waits for either gets it.
"""

import numpy as np
import pytest

from relaywalk.errors import PhaseTimeout, ScenarioError
from relaywalk.scenario.phase_entry import demands_of, phase_names
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml

PERIOD, LONGEST = 0.01, 30.0  # [s]
BODY = {"floating": "kuavo_4_pro", "guided": "human"}
PARAMETERS = {"carry": {"distance": 0.1}}  # what has no default
CASES = [(name, base) for name in phase_names() for base in demands_of(name).bases]


def scene(
    name,
    card,
    props="{torch: {card: torch, start: {z: 0.0}}, other: {start: {z: 0.0}}}",
):
    """Return a scenario in which somebody does a phase; line 5 names it."""
    block = {"kind": name, **PARAMETERS.get(name, {})}
    if "torch" in props:
        block["prop"] = "torch"
    text = f"""\
name: scene
duration: 1.0
props: {props}
actors:
  body: {{card: {card}, script: [{block}]}}
"""
    return Scenario.from_document(strict_yaml.parse(text, "scene.yaml"))


@pytest.mark.parametrize(("name", "base"), CASES)
def test_it_starts_and_asks_for_something_that_a_body_can_do(play, name, base):
    one = play(name, base)
    goal, card = one.tick(), one.model.card
    assert goal.posture.shape == (len(card.joints),)
    assert np.isfinite(goal.posture).all()
    assert {*goal.hand, *goal.grip, *goal.upright} <= {*card.hands}
    assert goal.path is None or base == "floating"
    assert one.script.begun == 1


@pytest.mark.parametrize(("name", "base"), CASES)
def test_it_ends(play, name, base):
    one = play(name, base)
    one.to_the_end()
    (record,) = one.script.records
    assert (record.phase, record.outcome) == (name, "done")
    assert record.start == 0.0 < record.end


@pytest.mark.parametrize(("name", "base"), CASES)
def test_half_the_control_period_changes_no_duration(play, name, base):
    """Not even a walk's: what is left of a support goes to the next one."""
    slow, quick = (play(name, base, period=p) for p in (PERIOD, PERIOD / 2.0))
    gap = slow.to_the_end() - quick.to_the_end()
    assert slow.supports == quick.supports
    assert abs(gap) <= 2.0 * PERIOD + 1e-9


@pytest.mark.parametrize(("name", "base"), CASES)
def test_it_times_out(play, name, base):
    one = play(name, base, timeout=2.5 * PERIOD)
    with pytest.raises(PhaseTimeout, match=f"'{name}'"):
        for _ in range(4):
            one.tick()
    assert one.script.records[0].outcome == "timeout"


@pytest.mark.parametrize(("name", "base"), CASES)
def test_a_scenario_takes_it_for_a_body_that_can_do_it(name, base):
    assert scene(name, BODY[base]).actors["body"].script[0].kind == name


@pytest.mark.parametrize("base", BODY)
@pytest.mark.parametrize("name", phase_names())
def test_a_body_that_cannot_do_it_is_refused_and_told_what_it_can(name, base):
    if base in demands_of(name).bases:
        return
    where = rf"scene\.yaml:5: actors\.body\.script\.0\.kind: {name}: "
    with pytest.raises(
        ScenarioError, match=where + f"a phase of a {base} base: .*stan"
    ):
        scene(name, BODY[base])


@pytest.mark.parametrize(("name", "base"), CASES)
def test_without_a_prop_only_what_needs_none_is_taken(name, base):
    if not demands_of(name).prop:
        scene(name, BODY[base], props="{}")
        return
    where = rf"scene\.yaml:5: actors\.body\.script\.0\.kind: {name}: "
    with pytest.raises(ScenarioError, match=where + r"where there is no prop.*stand"):
        scene(name, BODY[base], props="{}")


@pytest.mark.parametrize(("name", "base"), CASES)
def test_with_one_prop_only_what_needs_no_other_is_taken(name, base):
    one = "{torch: {card: torch, start: {z: 0.0}}}"
    if not demands_of(name).other:
        scene(name, BODY[base], props=one)
        return
    where = rf"scene\.yaml:5: actors\.body\.script\.0\.kind: {name}: "
    with pytest.raises(ScenarioError, match=where + r"where there is one prop.*stand"):
        scene(name, BODY[base], props=one)
