"""Every engine keeps the contract, against values computed by hand."""

import dataclasses
import pickle

import numpy as np
import pytest

from relaywalk.errors import CardError, Diverged
from relaywalk.robots.joint_rating import Inertia
from relaywalk.spatial import cross
from relaywalk.terrains.terrain import level
from relaywalk.types import GRAVITY, RobotState

TWO_LINK_WEIGHT = (8.0 + 2.0 + 1.0 + 1e-6) * GRAVITY  # [N]
DT = 0.001  # [s]


def standing(lab, **scene):
    card = lab.robot("two_link")
    engine = lab.engine({"robot": card}, **scene)
    state = lab.state(card, pose="stand")
    engine.reset({"robot": state}, {})
    return engine, card, lab.hold(card, state.joint_position, 40.0, 1.0)


def test_a_body_falls_as_galileo_says(lab):
    card = lab.robot("two_link")
    engine = lab.engine({"robot": card}, terrain=None)
    engine.reset({"robot": lab.state(card, (1.0, 2.0, 3.0))}, {})
    for _ in range(50):
        seen = engine.step({"robot": lab.torque(card, 0.0)})
    state = seen.actors["robot"].state
    assert seen.time == pytest.approx(0.1)
    exact = 3.0 - 0.5 * GRAVITY * 0.1 * (0.1 + DT)
    np.testing.assert_allclose(state.pose_base_in_world[:3], [1, 2, exact], atol=1e-9)
    np.testing.assert_allclose(state.twist_base_in_base[2], -GRAVITY * 0.1, rtol=1e-9)
    np.testing.assert_allclose(seen.actors["robot"].joint_wrench, 0.0, atol=1e-6)


def test_reset_returns_the_state_that_was_given(lab):
    card = lab.robot("two_link")
    engine = lab.engine({"robot": card})
    rng = np.random.default_rng(1)
    quaternion = rng.normal(size=4)
    quaternion /= np.linalg.norm(quaternion)
    given = RobotState(
        0.0,
        np.array([1.0, -2.0, 3.0, *quaternion]),
        rng.normal(size=6),
        np.array([0.3, -0.4]),
        np.array([0.5, 0.6]),
    )
    seen = engine.reset({"robot": given}, {}).actors["robot"].state
    sign = np.sign(seen.pose_base_in_world[3:] @ quaternion)
    np.testing.assert_allclose(
        seen.pose_base_in_world * [1, 1, 1, *[sign] * 4],
        given.pose_base_in_world,
        atol=1e-12,
    )
    np.testing.assert_allclose(seen.v, given.v, atol=1e-12)
    np.testing.assert_allclose(seen.joint_position, given.joint_position, atol=1e-15)


def test_a_guided_root_stays_where_it_was_put(lab):
    card = lab.robot("pendulum")
    engine = lab.engine({"swing": card}, terrain=None)
    state = lab.state(card, (1.0, 2.0, 3.0), (0.0, 0.0, 0.6, 0.8))
    engine.reset({"swing": state}, {})
    seen = engine.step({"swing": lab.torque(card, 0.0)}).actors["swing"].state
    np.testing.assert_array_equal(seen.pose_base_in_world, state.pose_base_in_world)
    np.testing.assert_array_equal(seen.twist_base_in_base, np.zeros(6))


def test_a_held_pendulum_needs_its_weight_and_its_moment(lab):
    card = lab.robot("pendulum")
    engine = lab.engine({"swing": card}, terrain=None)
    engine.reset({"swing": lab.state(card)}, {})
    torque = -1.0 * GRAVITY * 0.5  # level arm, hinge about y: the weight turns it down
    seen = engine.step({"swing": lab.torque(card, torque)}).actors["swing"]
    np.testing.assert_allclose(
        seen.joint_wrench[0], [0, 0, GRAVITY, 0, torque, 0], rtol=1e-6, atol=1e-6
    )
    np.testing.assert_allclose(seen.joint_torque, torque)


def test_a_joint_wrench_is_as_precise_far_from_the_origin(lab):
    card, seen = lab.robot("pendulum"), []
    for place in ((0.0, 0.0, 0.0), (100.1, -30.3, 0.7)):
        engine = lab.engine({"swing": card}, terrain=None)
        engine.reset({"swing": lab.state(card, place)}, {})
        for _ in range(100):
            swing = engine.step({"swing": lab.torque(card, 1.0)}).actors["swing"]
        seen.append(swing.joint_wrench)
    np.testing.assert_allclose(seen[1], seen[0], atol=1e-8)


def test_a_standing_body_presses_its_weight_on_the_ground(lab):
    engine, _, hold = standing(lab)
    for _ in range(500):
        engine.step({"robot": hold})
    wrenches = [
        engine.step({"robot": hold}).actors["robot"].contact_wrench["left_foot"]
        for _ in range(100)
    ]
    assert np.mean(wrenches, axis=0)[2] == pytest.approx(TWO_LINK_WEIGHT, rel=5e-3)


def test_contact_impulses_equal_the_change_of_momentum(lab):
    """A body thrown on the ground: Σ (F + m g) Δt is its momentum, in all axes."""
    card = lab.robot("two_link")
    engine = lab.engine({"robot": card}, terrain=level(0.6))
    rest = lab.state(card, (0.0, 0.0, 0.01), pose="stand")
    throw = np.array([0.8, -0.4, -0.5, 0.1, 0.2, 0.3])
    engine.reset({"robot": dataclasses.replace(rest, twist_base_in_base=throw)}, {})
    hold = lab.hold(card, rest.joint_position, 40.0, 1.0)
    impulse, com, times = np.zeros(3), [], []
    for _ in range(60):
        com.append(engine.mass_properties("robot").com_in_world)
        seen = engine.step({"robot": hold})
        impulse += seen.actors["robot"].contact_wrench["left_foot"][:3] * 2 * DT
        times.append(seen.time)
    com.append(engine.mass_properties("robot").com_in_world)
    mass = TWO_LINK_WEIGHT / GRAVITY
    change = mass * ((com[-1] - com[-2]) - (com[1] - com[0])) / (2 * DT)
    weight = np.array([0.0, 0.0, TWO_LINK_WEIGHT])
    expected = change + weight * (times[-1] - 2 * DT)
    assert np.abs(impulse).max() > 1.0
    np.testing.assert_allclose(impulse, expected, atol=0.35)


def test_friction_with_the_ground_is_the_scenes(lab):
    """A pushed body slides if, and only if, the push exceeds µ m g."""
    slid = []
    for factor in (0.9, 1.1):
        engine, _, hold = standing(lab, terrain=level(0.4))
        for _ in range(250):
            before = engine.step({"robot": hold})
        push = np.array([0.4 * factor * TWO_LINK_WEIGHT, 0, 0, 0, 0, 0])
        for _ in range(100):
            engine.apply_wrench("robot", "foot", push)
            after = engine.step({"robot": hold})
        start, end = (seen.actors["robot"].state for seen in (before, after))
        slid.append(end.pose_base_in_world[0] - start.pose_base_in_world[0])
    assert abs(slid[0]) < 1e-3
    assert slid[1] == pytest.approx(0.5 * 0.1 * 0.4 * GRAVITY * 0.2**2, rel=0.3)


def test_a_push_acts_at_the_com_for_one_period_only(lab):
    card = lab.robot("pendulum")
    engine = lab.engine({"swing": card}, terrain=None)
    engine.reset({"swing": lab.state(card)}, {})
    hold = lab.torque(card, -GRAVITY * 0.5)
    engine.apply_wrench("swing", "bob", np.array([0.0, 0.0, -2.0, 0.0, 0.0, 0.0]))
    first = engine.step({"swing": hold}).actors["swing"].state.joint_velocity[0]
    second = engine.step({"swing": hold}).actors["swing"].state.joint_velocity[0]
    assert first == pytest.approx(2.0 * 0.5 * 0.002 / (0.25 + 0.0004), rel=1e-3)
    assert second == pytest.approx(first, rel=1e-3)


def test_a_push_on_a_prop_acts_at_its_com_with_its_moment(lab):
    """In free fall: Δv = F Δt / m and Δω = M Δt / I, for one period."""
    card, torch = lab.robot("pendulum"), lab.prop("torch")
    engine = lab.engine({"swing": card}, props={"torch": torch}, terrain=None)
    pose = np.array([3.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0])
    engine.reset({"swing": lab.state(card)}, {"torch": pose})
    hold = lab.torque(card, -GRAVITY * 0.5)
    engine.apply_wrench("torch", "torch", np.array([0.0, 20.0, 0.0, -6.0, 0.0, 0.0]))
    first, second = (engine.step({"swing": hold}) for _ in range(2))
    for seen, time in ((first, DT * 2), (second, DT * 4)):
        twist = seen.props["torch"].twist_in_world
        spin = -6.0 * 2 * DT / (0.0735 * torch.mass / 1.6)
        com = twist[:3] + cross(twist[3:], np.array([0.0, 0.0, 0.4107]))
        assert com[1] == pytest.approx(20.0 * 2 * DT / torch.mass, rel=2e-3)
        assert com[2] == pytest.approx(-GRAVITY * time, rel=2e-3)
        assert twist[3] == pytest.approx(spin, rel=2e-3)
    swing = second.actors["swing"]
    assert swing.state.joint_velocity[0] == pytest.approx(0.0, abs=1e-6)


def test_torque_never_leaves_the_envelope(lab):
    engine, card, _ = standing(lab)
    wild = lab.hold(card, np.array([3.0, -3.0]), 1e4, 0.0)
    envelope = card.envelope()
    for _ in range(50):
        seen = engine.step({"robot": wild}).actors["robot"]
        assert (np.abs(seen.joint_torque) <= envelope.peak).all()


@pytest.mark.parametrize("pushed", [False, True])
def test_restore_continues_bit_for_bit(lab, pushed):
    engine, _, hold = standing(lab)
    push = np.array([20.0, 5.0, 0.0, 0.0, 0.0, 1.0])

    def go_on():
        seen = []
        for _ in range(50):
            if pushed:
                engine.apply_wrench("robot", "upper", push)
            seen.append(pickle.dumps(engine.step({"robot": hold})))
        return seen

    go_on()
    kept = engine.snapshot()
    first = go_on()
    engine.restore(kept)
    assert go_on() == first


def test_same_start_twice_gives_the_same_bits(lab):
    seen = []
    for _ in range(2):
        engine, _, hold = standing(lab)
        seen.append([pickle.dumps(engine.step({"robot": hold})) for _ in range(100)])
        engine.close()
    assert seen[0] == seen[1]


def test_two_clients_do_not_mix(lab):
    one, card, hold = standing(lab)
    alone = [pickle.dumps(one.step({"robot": hold})) for _ in range(20)]
    first, _, _ = standing(lab)
    second, _, _ = standing(lab)
    mixed = []
    for _ in range(20):
        mixed.append(pickle.dumps(first.step({"robot": hold})))
        second.step({"robot": lab.torque(card, 1.0)})
    assert mixed == alone


def test_a_fallen_body_is_among_the_other_contacts(lab):
    card = lab.robot("two_link")
    engine = lab.engine({"robot": card})
    lying = lab.state(card, (0.0, 0.0, 0.12), (0.0, 2**-0.5, 0.0, 2**-0.5))
    engine.reset({"robot": lying}, {})
    seen = set()
    for _ in range(200):
        seen.update(engine.step({"robot": lab.torque(card, 0.0)}).other_contacts)
    assert ("ground", "robot/lower") in seen
    assert not any("robot/foot" in pair for pair in seen)


def test_a_prop_has_the_mass_of_its_card_and_rests_on_the_ground(lab):
    torch = lab.prop("torch").model_copy(update={"mass": 5.0})
    card = lab.robot("two_link")
    engine = lab.engine({"robot": card}, props={"torch": torch})
    place = np.array([3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0])
    engine.reset({"robot": lab.state(card)}, {"torch": place})
    for _ in range(100):
        seen = engine.step({"robot": lab.torque(card, 0.0)})
    np.testing.assert_allclose(seen.props["torch"].pose_in_world, place, atol=1e-3)
    assert ("ground", "torch/torch") in seen.other_contacts


def test_numbers_that_break_are_reported(lab):
    engine, card, _ = standing(lab)
    bad = lab.torque(card, np.nan)
    with pytest.raises(Diverged):
        for _ in range(20):
            engine.step({"robot": bad})


def test_an_unknown_joint_is_refused(lab):
    card = lab.robot("two_link")
    ratings = {**card.ratings, "wrist": card.ratings["elbow"]}
    wrong = card.model_copy(
        update={"joints": (*card.joints, "wrist"), "ratings": ratings}
    )
    with pytest.raises(CardError, match="wrist"):
        lab.engine({"robot": wrong})


def test_a_link_without_inertia_is_refused(lab, tmp_path):
    card = lab.robot("two_link")
    text = card.urdf_path.read_text(encoding="utf-8")
    start, end = text.index("<inertial>"), text.index("</inertial>")
    (tmp_path / "robot.urdf").write_text(text[:start] + text[end + 11 :])
    wrong = card.model_copy(update={"path": tmp_path / "card.yaml"})
    with pytest.raises(CardError, match="'foot' has no inertia"):
        lab.engine({"robot": wrong})


def test_contact_moment_is_about_the_frame(lab):
    """The foot's wrench, moved to the CoM of a body at rest, has no moment."""
    engine, _, hold = standing(lab)
    for _ in range(1000):
        seen = engine.step({"robot": hold})
    wrench = seen.actors["robot"].contact_wrench["left_foot"]
    frame = seen.actors["robot"].state.pose_base_in_world[:3]
    com = engine.mass_properties("robot").com_in_world
    moment = wrench[3:] + cross(frame - com, wrench[:3])
    np.testing.assert_allclose(moment, 0.0, atol=0.02)


def test_rotor_inertia_slows_the_joint_or_is_refused(lab):
    """MuJoCo adds it to the joint; PyBullet, which cannot, says so."""
    card = lab.robot("pendulum")
    rotor = {"reflected_inertia": Inertia(value=0.25, source="made up")}
    rating = card.ratings["hinge"].model_copy(update=rotor)
    geared = card.model_copy(update={"ratings": {"hinge": rating}})
    if lab.name == "pybullet":
        with pytest.raises(CardError, match="reflected_inertia"):
            lab.engine({"swing": geared})
        return
    engine = lab.engine({"swing": geared}, terrain=None)
    engine.reset({"swing": lab.state(geared)}, {})
    seen = engine.step({"swing": lab.torque(geared, 0.0)}).actors["swing"]
    speed = GRAVITY * 0.5 / (0.25 + 0.0004 + 0.25) * 0.002
    assert seen.state.joint_velocity[0] == pytest.approx(speed, rel=1e-4)
