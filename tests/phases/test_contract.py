"""What every phase keeps: it starts, ends, times out, refuses who cannot do it.

The body has no physics. The load in its hand comes and goes every two seconds, as
if somebody gave and took; whoever waits for either gets it.
"""

import numpy as np
import pytest

from relaywalk import registry
from relaywalk.control.walker import Walker
from relaywalk.errors import PhaseTimeout, ScenarioError
from relaywalk.phases import PhaseContext, Script, ScriptEntry
from relaywalk.planning.footsteps import GaitParameters
from relaywalk.scenario.phase_entry import demands_of, phase_names
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml
from relaywalk.types import ActorObservation, Observation, PropState

PERIOD, LONGEST = 0.01, 30.0  # [s]
BODY = {"floating": "kuavo_4_pro", "guided": "human"}
PARAMETERS = {"carry": {"distance": 0.1}}  # what has no default
TORCH = np.array([0.6, -0.25, 0.8, 0.0, 0.0, 0.0, 1.0])
WEIGHT, TURN = 16.0, 2.0  # [N], [s]
CASES = [(name, base) for name in phase_names() for base in demands_of(name).bases]


class Play:
    """One phase, done by a body without physics."""

    def __init__(self, name, model, torch, timeout=LONGEST):
        floating = model.card.base == "floating"
        walker = Walker(model, GaitParameters(), PERIOD) if floating else None
        context = PhaseContext(
            "body", model.card, model, walker, PERIOD, torch, "torch", np.zeros(3)
        )
        module = registry.module("relaywalk.phases", name)
        params = module.Params(**PARAMETERS.get(name, {}))
        phase = module.build(params, context)
        self.model, self.time = model, 0.0
        self.script = Script("body", [ScriptEntry(name, phase, timeout)])

    def tick(self):
        """Return what the phase asks for, and do it."""
        reference = self.script.update(self.seen(), {})
        self.model.follow(reference, PERIOD)
        self.time += PERIOD
        return reference

    def seen(self):
        """Return the observation of this moment."""
        card = self.model.card
        wrench = np.zeros((len(card.joints), 6))
        wrench[:, 2] = WEIGHT * (self.time % (2.0 * TURN) > TURN)
        contact = {name: np.zeros(6) for name in card.contact_frames}
        for foot, load in self.model.loads.items():
            contact[foot][2] = load
        torque = np.zeros(len(card.joints))
        own = ActorObservation(self.model.state, torque, wrench, contact)
        props = {"torch": PropState(TORCH, np.zeros(6))}
        return Observation(self.time, {"body": own}, props)


@pytest.fixture
def play(kinematic, kuavo, human, torch):
    """Return a function: name of a phase and kind of base → the phase, about to be."""
    cards = {"floating": kuavo, "guided": human}

    def prepare(name, base, **options):
        return Play(name, kinematic(cards[base]), torch, **options)

    return prepare


def scene(name, card, props="{torch: {card: torch}}"):
    """Return a scenario in which somebody does a phase; line 5 names it."""
    block = {"kind": name, **PARAMETERS.get(name, {})}
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
    reference, card = one.tick(), one.model.card
    assert reference.posture.shape == (len(card.joints),)
    assert np.isfinite(reference.posture).all()
    assert {*reference.hand, *reference.grip, *reference.upright} <= {*card.hands}
    assert {*reference.stance, *reference.swing} == {*card.feet}
    assert one.script.begun() == (name,)


@pytest.mark.parametrize(("name", "base"), CASES)
def test_it_ends(play, name, base):
    one = play(name, base)
    while not one.script.finished:
        assert one.time < LONGEST
        one.tick()
    (record,) = one.script.records
    assert (record.phase, record.outcome) == (name, "done")
    assert record.start == 0.0 < record.end


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
