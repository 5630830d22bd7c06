"""What the torch adds while standing is its weight times its lever, in every engine."""

from importlib.util import find_spec

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.experiments.cost import carrying_phase, cost_table, run_masses
from relaywalk.scenario.scenario import Scenario

ENGINES = [name for name in ("mujoco", "pybullet") if find_spec(name)]


@pytest.fixture(scope="module", params=ENGINES)
def held(request, tmp_path_factory):
    """Return the cost of holding the torch at arm's length."""
    script = "actors.robot.script.0"
    scenario = Scenario.load("hold").with_overrides(
        {
            "engine": request.param,
            f"{script}.move_time": 1.0,
            f"{script}.duration": 2.0,
        }
    )
    out = tmp_path_factory.mktemp(request.param)
    return cost_table(run_masses(scenario, [0.0, 1.6], out))


def joint(table, name):
    return next(c for c in table.of("standing", 1.6) if c.joint == name)


@pytest.mark.parametrize("name", ["zarm_r1_joint", "zarm_r4_joint"])
def test_shoulder_and_elbow_bear_weight_times_lever(held, name):
    """With minus without the torch equals m g × lever to 1e-3."""
    cost = joint(held, name)
    assert abs(cost.static) > 5.0
    assert cost.added_mean == pytest.approx(cost.static, rel=1e-3)


@pytest.mark.parametrize("number", range(1, 8))
def test_no_joint_of_the_arm_leaves_a_rest(held, number):
    """With the arm's own weight in its changed posture the closed form is exact."""
    shoulder = joint(held, "zarm_r1_joint")
    cost = joint(held, f"zarm_r{number}_joint")
    assert abs(cost.rest) <= 1e-4 * abs(shoulder.static)


def test_standing_still_nothing_fluctuates(held):
    assert held.notes == ()
    arm = held.of("standing", 1.6, "right_arm")
    assert max(abs(cost.dynamic) for cost in arm) < 1e-3


def test_the_feet_bear_the_torch(held):
    (ground,) = held.ground
    assert ground.weight == pytest.approx(1.6 * 9.81)
    assert ground.added == pytest.approx(ground.weight, rel=1e-3)


def test_one_mass_is_no_comparison(fake, tmp_path):
    simulate, ran = fake()
    with pytest.raises(ScenarioError, match="at least two"):
        run_masses(Scenario.load("hold"), [1.6, 1.6], tmp_path, simulate)
    assert ran == []


def test_masses_run_in_order_each_in_its_folder(fake, tmp_path):
    simulate, ran = fake()
    scenario = Scenario.load("hold").with_overrides({"engine": "mujoco"})
    trials = run_masses(scenario, [2.4, 0.0, 1.6], tmp_path, simulate)
    assert ran == list(trials) == [0.0, 1.6, 2.4]
    assert (tmp_path / "mass-2.4" / "result.json").is_file()


def test_a_trial_that_left_nothing_to_compare_is_said_so(fake, tmp_path):
    simulate, _ = fake(limit=1.0)
    scenario = Scenario.load("hold").with_overrides({"engine": "mujoco"})
    table = cost_table(run_masses(scenario, [0.0, 1.6], tmp_path, simulate))
    assert table.rows == ()
    assert table.notes[0] == "1.6 kg: the run ended as fell: as asked"
    assert "robot did not finish 'hold'" in table.notes[1]


def test_the_phase_of_the_walk_counts_before_that_of_standing():
    assert carrying_phase(Scenario.load("carry_5m")) == "carry"
    assert carrying_phase(Scenario.load("hold")) == "hold"
    with pytest.raises(ScenarioError, match="carry or hold"):
        carrying_phase(Scenario.load("stand"))
