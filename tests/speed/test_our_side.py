"""What a peer is given is what our controller has."""

import numpy as np
import pinocchio as pin
import pytest
from tests.speed import our_side
from tests.speed.our_side import MIDDLE, OurSide, peer_urdf, robot_of, state_of

from relaywalk.robots.card import load_robot_card
from relaywalk.robots.catalogue import card_path
from relaywalk.robots.model import RobotModel

GRASP = "right_grasp"


@pytest.fixture
def model():
    """Return the robot's model, a torch in its hand."""
    made = RobotModel(load_robot_card(card_path("kuavo_4_pro")))
    made.set_payload(GRASP, 1.6, 0.12, 0.09)
    return made


@pytest.fixture
def theirs(model):
    """Return what another library makes of our URDF."""
    return pin.buildModelFromXML(peer_urdf(model), pin.JointModelFreeFlyer())


def test_the_peer_has_our_joints_and_our_mass(model, theirs):
    assert list(theirs.names[2:]) == list(model.joints)
    assert pin.computeTotalMass(theirs) == pytest.approx(model.mass + 1.6)


def test_the_peer_has_our_dynamics(model, theirs):
    q = pin.neutral(theirs)
    q[7:] = np.linspace(-0.3, 0.3, len(model.joints))
    own = pin.crba(model.model, model.data, q, pin.Convention.WORLD)
    matrix = pin.crba(theirs, theirs.createData(), q, pin.Convention.WORLD)
    # its fingers are straight, ours open: a few grams by a few centimetres
    np.testing.assert_allclose(matrix, own, atol=0.01)


def test_a_sole_has_a_frame_in_the_middle_of_its_rectangle(model, theirs):
    sole = model.card.required_sole()
    at = theirs.frames[theirs.getFrameId("left_sole" + MIDDLE)].placement
    corner = theirs.frames[theirs.getFrameId("left_sole")].placement
    assert at.translation[0] - corner.translation[0] == pytest.approx(
        0.5 * (sole.x_min + sole.x_max)
    )


def test_posture_and_feet_are_told_by_name(model):
    told = robot_of(model, 0.002)
    assert {*told["legs"], *told["arms"]} == set(model.joints)
    assert len(told["legs"]) == 12
    assert told["feet"] == [
        ("left_foot", "left_sole_middle"),
        ("right_foot", "right_sole_middle"),
    ]


@pytest.fixture(scope="module")
def side():
    """Return a robot that has just begun to walk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(our_side, "UNDER_WAY", 0.0)
        made = OurSide("mujoco")
    yield made
    made.close()


def test_the_same_question_has_the_same_answer_again(side):
    for tick in side.warm(5):
        side.model.update(tick.state)
        again = side.solve(side.model, tick.reference)
        np.testing.assert_array_equal(again.torque, tick.torque)
        assert tick.update > 0.0
        assert tick.solve > 0.0


def test_the_controller_is_a_part_of_the_tick(side):
    for tick in side.live(5):
        assert 0.0 < tick.command < tick.whole
        assert tick.feet_down == 2


def test_a_state_is_that_of_its_tick(side):
    first, last = (side.warm(20)[i] for i in (0, -1))
    states = [state_of(tick, side.model) for tick in (first, last)]
    for tick, state in zip((first, last), states, strict=True):
        base = tick.state.pose_base_in_world
        np.testing.assert_array_equal(state["q"][:7], base)
        assert state["swing"] == {}
    assert states[0]["q"] != states[1]["q"]
