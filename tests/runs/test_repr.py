"""What the API returns says in one line what it is."""

import pytest

import relaywalk

LINE = "relay_5m, kuavo_4_pro, mujoco, success, 21.3 s"


@pytest.fixture
def run(make_run):
    return make_run(1200)


def test_a_run_says_where_it_is_and_how_it_went(run):
    assert repr(run) == f"Run('{run.folder}': {LINE})"
    assert repr(relaywalk.open(run.folder)) == repr(run)


def test_a_result_says_how_it_went(run):
    assert repr(run.result) == f"Result({LINE})"


def test_a_recording_says_how_much_there_is(run):
    path, channels = run.recording.path, len(run.recording.names)
    line = f"Recording('{path}': 1200 rows, {channels} channels)"
    assert repr(run.recording) == line


def test_a_scenario_and_a_card_say_their_names(run):
    line = "Scenario('relay_5m': mujoco, seed 1, 60 s, robot, giver, receiver)"
    assert repr(run.scenario) == str(run.scenario) == line
    card = run.cards["robot"]
    assert repr(card) == str(card) == f"RobotCard('kuavo_4_pro': {card.title})"


def test_analyses_say_what_they_are_of(run):
    joints = sum(len(card.joints) for card in run.cards.values())
    assert repr(run.loads) == f"Loads({joints} joints, {2 * joints} by phase)"
    strides = len(run.gaits["robot"].strides)
    line = f"Gait('robot': {strides} strides, {strides} of them steady)"
    assert repr(run.gaits["robot"]) == line
    found = run.inverse_dynamics(every=100)
    joints, periods = len(found.joints), len(found.time)
    line = f"InverseDynamics('robot': {joints} joints, {periods} periods)"
    assert repr(found) == line


def test_nothing_that_a_run_has_is_a_wall_of_text(run):
    values = (run, run.result, run.recording, run.scenario, run.loads, run.phases)
    for value in (*values, run.gaits, run.cards):
        assert len(repr(value)) < 400
        assert "\n" not in repr(value)
