"""The walker catches itself after pushes, by its steps, and walks home after them."""

import numpy as np
import pytest
from tests.control.walking_legs import FEET, ORIGIN, PARAMS, PERIOD, Legs

from relaywalk.control.walker_params import WalkerParams
from relaywalk.planar_path import PlanarPose
from relaywalk.planning.gait import GaitParameters

SIDES = {"ahead": (1, 0), "back": (-1, 0), "left": (0, 1), "right": (0, -1)}
AWAY = PlanarPose(1000.0, -500.0, 2.5)


@pytest.fixture
def make(kinematic, kuavo):
    """Return a function that makes a walker and its body about a root."""

    def made(root=ORIGIN, **options):
        gait = GaitParameters(**kuavo.gait.changes())
        return Legs(kinematic(kuavo, root), root, gait=gait, **options)

    return made


@pytest.fixture
def legs(make):
    """Return a body that has stood for a while."""
    legs = make()
    legs.rest(1.0)
    return legs


def pushed(legs, side, speed):
    legs.push(speed * np.array(SIDES[side], dtype=float))


def places(legs):
    """Return where both feet are (2, 2), in the root's axes [m]."""
    return np.array([legs.place(foot) for foot in FEET])


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("speed", [0.5, 0.8])
def test_from_rest_it_steps_and_goes_home(legs, side, speed):
    home = places(legs)
    pushed(legs, side, speed)
    first = legs.until(lambda reference: reference.swing, longest=0.05)
    assert len(first.stance) == 1
    assert legs.walker.recovering
    assert legs.walker.counts[2] == 1.0
    legs.until(lambda _: not legs.walker.walking)
    away = np.hypot(*(places(legs) - home).T)
    assert away.max() <= PARAMS.home.tolerance + 0.005
    reference = legs.rest(3.0)
    assert {*reference.stance} == {*FEET}
    assert not legs.walker.recovering
    np.testing.assert_allclose(legs.gap(), 0.0, atol=0.01)
    steps, retimed, catching = legs.walker.counts
    assert steps > retimed >= 1.0
    assert catching == 0.0


@pytest.mark.parametrize("side", SIDES)
def test_a_push_that_the_soles_hold_needs_no_step(legs, side):
    before = places(legs)
    pushed(legs, side, 0.1)
    legs.rest(3.0)
    np.testing.assert_array_equal(places(legs), before)
    assert legs.walker.counts == (0.0, 0.0, 0.0)


def test_pushed_to_a_side_it_steps_to_that_side(legs):
    """With the foot of that side: crossing the legs is no step."""
    for side, foot in (("left", "left_foot"), ("right", "right_foot")):
        pushed(legs, side, 0.7)
        assert [*legs.until(lambda reference: reference.swing).swing] == [foot]
        legs.until(lambda _: not legs.walker.walking)
        legs.rest(2.0)


@pytest.mark.parametrize("side", SIDES)
def test_at_any_place_and_heading_it_catches_itself_the_same(make, side):
    ends = []
    for root in (ORIGIN, AWAY):
        legs = make(root)
        legs.rest(1.0)
        pushed(legs, side, 0.7)
        legs.rest(1.5)
        ends.append((places(legs), legs.local(legs.body.com_in_world)))
    (feet, com), (feet_there, com_there) = ends
    np.testing.assert_allclose(feet_there, feet, atol=1e-5)
    np.testing.assert_allclose(com_there, com, atol=1e-5)


def lifted(legs, wait=0.0):
    """Walk at full speed; a time [s] after a lift-off of the left foot, go on."""
    legs.start(50.0)
    legs.rest(6.0)
    legs.until(lambda reference: "left_foot" not in reference.swing)
    legs.until(lambda reference: "left_foot" in reference.swing)
    legs.rest(wait)
    return legs.walker.counts


def landing(legs):
    """Go on to the touchdown of the left foot; return where it lands [m]."""
    legs.until(lambda reference: "left_foot" not in reference.swing)
    return legs.place("left_foot")


@pytest.fixture
def moved_by(make):
    """Return a function: push in a swing → how landing and DCM then differ."""

    def landed(velocity):
        legs = make()
        lifted(legs)
        legs.push(np.array(velocity))
        return landing(legs), legs.walker.standing().dcm_in_world

    def moved(velocity):
        pairs = zip(landed(velocity), landed((0.0, 0.0)), strict=True)
        return [pushed - alone for pushed, alone in pairs]

    return moved


@pytest.mark.parametrize("velocity", [(0.1, 0.0), (-0.1, 0.0)])
def test_a_push_that_the_zmp_takes_leaves_the_foothold(moved_by, velocity):
    place, dcm = moved_by(velocity)
    assert np.linalg.norm(dcm) < 0.005
    assert np.linalg.norm(place) < 0.005


@pytest.mark.parametrize("velocity", [(0.25, 0.0), (-0.3, 0.0), (0.0, 0.1)])
def test_a_stronger_one_moves_it_as_far_as_the_dcm_is_off(moved_by, velocity):
    place, dcm = moved_by(velocity)
    assert np.linalg.norm(place) > 0.02
    np.testing.assert_allclose(place, dcm, atol=0.2 * np.linalg.norm(dcm))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("wait", [0.0, 0.18])
def test_pushed_while_it_walks_it_stays_up_and_walks_on(make, side, wait):
    legs = make()
    lifted(legs, wait)
    pushed(legs, side, 0.45)
    legs.rest(3.0)
    assert legs.walker.walking
    away = legs.local(legs.body.com_in_world) - places(legs).mean(axis=0)
    assert np.hypot(*away) < 0.4
    legs.rest(2.0)
    retimed = legs.walker.counts[1]
    legs.rest(2.0)
    assert legs.walker.counts[1] == retimed


def test_a_strong_push_moves_the_foot_no_further_than_the_leg_reaches(legs):
    lifted(legs)
    legs.push((3.0, 0.0))
    stance = legs.place("right_foot")
    along, across = landing(legs) - stance
    choice = PARAMS.choice
    longest = legs.body.card.gait.step_length
    assert along <= longest + choice.reach_margin + 0.01
    assert choice.inner - 0.01 <= across <= choice.outer


def test_pushed_to_the_swing_foots_side_it_lands_earlier_and_further_out(make):
    ends = []
    for speed in (0.0, 0.5):
        legs = make()
        lifted(legs, 0.05)
        begin = legs.time
        pushed(legs, "left", speed)
        ends.append((landing(legs)[1], legs.time - begin))
    (alone, whole), (further, shorter) = ends
    assert further > alone + 0.1
    assert shorter < whole - 0.05


def test_after_a_step_with_a_time_of_its_own_there_is_no_double_support(legs):
    _, before, _ = lifted(legs, 0.05)
    pushed(legs, "left", 0.5)
    legs.until(lambda reference: "left_foot" not in reference.swing)
    assert legs.walker.counts[1] == before + 1
    assert legs.walker.state.swing.foot == "right_foot"


def test_after_a_healthy_step_there_is_one(legs):
    lifted(legs)
    first = legs.until(lambda reference: "left_foot" not in reference.swing)
    assert {*first.stance} == {*FEET}


@pytest.mark.parametrize(
    ("velocity", "helps"), [((0.0, 0.5), True), ((0, -0.3), False)]
)
def test_a_loaded_foot_ends_its_step_early_only_where_that_helps(make, velocity, helps):
    """Outwards the DCM is near the foot already; inwards it is 8 cm from it."""
    legs = make()
    lifted(legs, 0.05)
    legs.push(velocity)
    legs.tick()
    while (state := legs.walker.state).swing.foot == "left_foot":
        swing, left = state.swing, state.swing.time - state.clock
        late = state.clock > PARAMS.touchdown.after * swing.time
        if late and legs.sole("left_foot").position[2] < 0.007:
            legs.body.loads["left_foot"] = 2.0 * PARAMS.touchdown.load
        legs.tick()
        if legs.walker.state.swing is None:
            break
    assert swing.retimed
    assert (left > 3.0 * PERIOD) == helps


def test_on_the_way_home_it_does_not_step_for_ever(make):
    """Home is 4 m away; it gives up after its steps, and stops."""
    legs = make(params=WalkerParams(home={"steps": 4}))
    legs.rest(1.0)
    pushed(legs, "ahead", 0.7)
    legs.until(lambda reference: reference.swing)
    state = legs.walker.state
    far = {foot: step._replace(x=step.x - 4.0) for foot, step in state.home.items()}
    walk = type(state.walk)(state.walk.gait, state.walk.params, *far.values())
    legs.walker.state = type(state)(
        **{n: getattr(state, n) for n in state.__slots__} | {"walk": walk}
    )
    legs.until(lambda _: not legs.walker.walking)
    assert legs.walker.counts[0] <= 8.0


def test_a_path_that_waits_is_walked_once_it_is_home(legs):
    pushed(legs, "left", 0.7)
    legs.until(lambda reference: reference.swing)
    legs.start(0.5)
    assert legs.walker.recovering
    legs.until(lambda _: legs.walker.walking and not legs.walker.recovering)
    legs.arrive()
    for foot in FEET:
        assert legs.place(foot)[0] == pytest.approx(0.5, abs=0.02)


def test_pushed_while_it_shifts_onto_the_first_foot_it_steps_and_walks_on(legs):
    legs.start(1.0)
    legs.rest(0.3)
    pushed(legs, "left", 0.6)
    legs.until(lambda reference: reference.swing, longest=0.1)
    legs.arrive()
    for foot in FEET:
        assert legs.place(foot)[0] == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("wait", [0.0, 0.2, 0.5, 1.2])
def test_in_the_midst_of_a_recovery_it_goes_on_bit_for_bit_from_its_state(make, wait):
    legs, other = make(), make()
    legs.rest(1.0)
    pushed(legs, "left", 0.8)
    legs.until(lambda reference: reference.swing)
    legs.rest(wait)
    assert legs.walker.recovering
    legs.copy_to(other)
    for _ in range(300):
        ours, theirs = legs.tick(), other.tick()
        np.testing.assert_array_equal(ours.zmp_in_world, theirs.zmp_in_world)
        assert (ours.stance, ours.central) == (theirs.stance, theirs.central)
    assert legs.walker.counts == other.walker.counts
