"""The plan: which runs, with which seeds and values."""

from collections import Counter
from pathlib import Path

import pytest

from relaywalk.errors import CardError, ScenarioError
from relaywalk.sweep.definition import read_sweep
from relaywalk.sweep.plan import checked_plan, planned

FRICTION, DURATION = "terrain.friction", "actors.robot.script.0.duration"
MODELS = Path(__file__).parents[1] / "models"


def test_every_point_of_the_grid_has_as_many_runs(plan):
    found = plan()
    assert len(found) == 6
    grid = [found.run(n).factors[FRICTION] for n in range(6)]
    assert grid == [0.4, 1.0] * 3
    values = [found.run(n).factors[DURATION] for n in range(6)]
    assert len(set(values)) == 6
    assert all(0.1 <= value <= 0.2 for value in values)


def test_two_grids_are_multiplied_and_the_last_changes_first(plan):
    text = (
        "scenario: stand\nruns: 2\nset:\n  terrain.friction: !grid [0.4, 1.0]\n"
        "  actors.robot.card: !grid [kuavo_4_pro, kuavo_5]\n"
    )
    found = plan(text)
    points = [tuple(found.run(n).factors.values()) for n in range(len(found))]
    assert len(points) == 8
    assert set(Counter(points).values()) == {2}
    assert points[:2] == [(0.4, "kuavo_4_pro"), (0.4, "kuavo_5")]
    cards = {scenario.actors["robot"].card for scenario in found.variants()}
    assert cards == {"kuavo_4_pro", "kuavo_5"}


def test_a_run_depends_on_the_sweeps_seed_and_its_number_alone(plan):
    found = plan()
    longer = plan(found.as_yaml().replace("runs: 3", "runs: 30"))
    assert found.run(5).scenario == longer.run(5).scenario
    seeds = {longer.seed(n) for n in range(len(longer))}
    assert len(seeds) == len(longer)
    other = plan(found.as_yaml().replace("seed: 7", "seed: 8"))
    assert other.run(5).scenario.seed not in seeds


def test_a_leaf_more_changes_no_other_draw(plan):
    text = plan().as_yaml()
    more = plan(
        text.replace(
            "prop_position_std: 0.005", "prop_position_std: !uniform [0, 0.01]"
        )
    )
    assert more.run(4).factors[DURATION] == plan(text).run(4).factors[DURATION]


def test_a_run_alone_is_the_same_scenario(plan, tmp_path):
    """The scenario that a run leaves, read again, is that run: nothing is drawn."""
    from relaywalk.scenario.scenario import Scenario

    run = plan().run(3)
    path = tmp_path / "scenario.yaml"
    path.write_text(run.scenario.dump())
    again = Scenario.load(path)
    assert again == run.scenario.model_copy(update={"drawn": {}})


def test_the_resolved_sweep_is_a_sweep_file_of_the_same_runs(plan):
    found = plan()
    text = found.as_yaml()
    again = plan(text)
    assert again.as_yaml() == text
    runs = range(len(found))
    assert [again.run(n) for n in runs] == [found.run(n) for n in runs]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("runs: 3", "runs: 1000000000", "2: runs: 1000000000 × 2 points of the grid: "),
        ("runs: 3", "runs: 501", "2: runs: 501 × 2 points of the grid: at most 1000 "),
        (
            "!uniform [0.1, 0.2]",
            "!normal {mean: 0.1, std: 0.2}",
            "7: run 4 draws actors.robot.script.0.duration: -",
        ),
    ],
)
def test_a_sweep_that_cannot_be_meant_is_refused(write_sweep, old, new, message):
    path = write_sweep()
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(ScenarioError) as caught:
        checked_plan(read_sweep(path), 1000)
    assert str(caught.value).startswith(f"{path}:{message}")


@pytest.fixture
def with_card(write_sweep, tmp_path):
    """Return a function: text of a card without a URDF → a sweep that may use it."""

    def write(text):
        card = tmp_path / "card.yaml"
        card.write_text(text, encoding="utf-8")
        return write_sweep(
            "scenario: stand\nruns: 2\nset:\n"
            f"  actors.robot.card: !grid [kuavo_4_pro, {card}]\n"
        )

    return write


def test_every_card_that_a_sweep_may_use_is_checked(with_card, tmp_path):
    path = with_card((MODELS / "two_link" / "card.yaml").read_text("utf-8"))
    checked_plan(read_sweep(path), 1000)
    with pytest.raises(CardError, match=str(tmp_path / "robot.urdf")):
        planned(read_sweep(path), 1000)


def test_a_card_that_is_wrong_is_refused_with_the_sweeps_file(with_card, tmp_path):
    path = with_card("name: nobody\n")
    with pytest.raises(CardError, match=str(tmp_path / "card.yaml")):
        read_sweep(path)
