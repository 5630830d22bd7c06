"""A result tells of every carrier, one by one and together."""

import pytest

from relaywalk.runs.judgement import Ending, result_of
from relaywalk.scenario.bodies import load_cards

PAIR = """\
name: pair
duration: 5.0
props:
  torch: {card: torch}
actors:
  one:
    card: kuavo_4_pro
    holds: {prop: torch, at: 0.3}
    script: [{kind: stand, duration: 1.0}]
  two:
    card: kuavo_5
    ROLE
    start: {x: 3.0}
    script: [{kind: stand, duration: 1.0}]
"""


@pytest.fixture
def result(make_run, tmp_path):
    """Return the result of a run of two robots, by the role of the second."""

    def judged(role):
        file = tmp_path.parent / f"{tmp_path.name}-{role}.yaml"
        file.write_text(PAIR.replace("ROLE", f"role: {role}"), encoding="utf-8")
        run = make_run(60, str(file))
        ending = Ending("success", "all phases are done", (), "0" * 64)
        return result_of(run.scenario, load_cards(run.scenario), tmp_path, ending, None)

    return judged


def test_of_a_single_carrier_only_it_counts(result):
    found = result("receiver")
    assert [carrier.actor for carrier in found.carriers] == ["one"]
    assert {recovery.actor for recovery in found.recoveries} == {"one"}
    assert found.robot == "kuavo_4_pro"


def test_what_several_carriers_did_is_summed_up(result):
    alone, both = result("receiver"), result("carrier")
    assert [carrier.actor for carrier in both.carriers] == ["one", "two"]
    assert (both.steps, both.retimed_steps) == (
        2 * alone.steps,
        2 * alone.retimed_steps,
    )
    assert {recovery.actor for recovery in both.recoveries} == {"one", "two"}
    assert both.distance == pytest.approx(sum(c.distance for c in both.carriers))
