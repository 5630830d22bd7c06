"""What each prop exerts on each hand: by itself, from the contacts, in every engine."""

import numpy as np
import pytest

from relaywalk import compilation
from relaywalk.types import GRAVITY

LEFT, RIGHT = "left_hand", "right_hand"
AT = {LEFT: 0.065, RIGHT: -0.065}  # y of the palms' middles [m]
GRASP = np.array([0.02, 0.0, 0.04])  # of the grasp frames from there [m]
ABOVE = 0.01 + 0.026  # of a lying torch's axis over the palms' middles [m]
ALONG_X = (0.0, np.sqrt(0.5), 0.0, np.sqrt(0.5))
ALONG_Y = (-np.sqrt(0.5), 0.0, 0.0, np.sqrt(0.5))
PERIODS = 200


@pytest.fixture
def lie(lab):
    """Return a function from where torches lie to what is seen when they rest.

    A torch is given by the place of its CoM over both palms, and by how it lies.
    """

    def rest(**torches):
        card, torch = lab.robot("two_palms"), lab.prop("torch")
        props = dict.fromkeys(torches, torch)
        engine = lab.engine({"body": card}, props=props, terrain=None)
        poses = {}
        for name, ((x, y), turn) in torches.items():
            back = np.eye(3)[0 if turn == ALONG_X else 1] * torch.centre_of_mass
            poses[name] = np.concatenate((np.array([x, y, ABOVE]) - back, turn))
        engine.reset({"body": lab.state(card)}, poses)
        hold = {"body": lab.hold(card, np.zeros(2), 2e4, 300.0)}
        seen = [engine.step(hold).actors["body"] for _ in range(PERIODS)]
        return torch.mass * GRAVITY, seen

    return rest


def mean(seen, *grip):
    """Return the mean wrench (6,) of a prop on a hand over the last periods."""
    return np.mean([one.prop_wrench[grip] for one in seen[-PERIODS // 4 :]], axis=0)


def test_one_hand_bears_a_torch_s_weight_at_its_grasp_frame(lie):
    weight, seen = lie(torch=((0.01, AT[LEFT]), ALONG_X))
    wrench = mean(seen, LEFT, "torch")
    np.testing.assert_allclose(wrench[:3], [0, 0, -weight], atol=0.02 * weight)
    arm = np.array([0.01, 0.0, 0.01]) - GRASP
    moment = np.cross(arm, [0, 0, -weight])
    np.testing.assert_allclose(wrench[3:], moment, atol=0.02 * weight * 0.1)
    assert not any(one.prop_wrench[RIGHT, "torch"].any() for one in seen)


def test_forces_of_two_torches_never_mix(lie):
    lying = {"one": ((0.0, AT[LEFT]), ALONG_X), "two": ((0.0, AT[RIGHT]), ALONG_X)}
    weight, seen = lie(**lying)
    for grip in ((LEFT, "one"), (RIGHT, "two")):
        assert mean(seen, *grip)[2] == pytest.approx(-weight, rel=0.02)
    for one in seen:
        assert not one.prop_wrench[LEFT, "two"].any()
        assert not one.prop_wrench[RIGHT, "one"].any()


def test_two_hands_share_one_torch_by_its_lever(lie):
    weight, seen = lie(torch=((0.0, 0.02), ALONG_Y))
    left, right = (mean(seen, hand, "torch") for hand in (LEFT, RIGHT))
    assert left[2] + right[2] == pytest.approx(-weight, rel=0.02)
    assert left[2] < right[2] < -0.1 * weight
    about_x = [
        wrench[3] + AT[hand] * wrench[2]
        for hand, wrench in ((LEFT, left), (RIGHT, right))
    ]
    assert sum(about_x) == pytest.approx(-0.02 * weight, rel=0.05)


def test_a_palm_under_a_torch_grips_it_as_hard_as_it_is_heavy(lie):
    weight, seen = lie(torch=((0.0, 0.02), ALONG_Y))
    for hand in (LEFT, RIGHT):
        grip = np.mean([one.prop_grip[hand, "torch"] for one in seen[-50:]])
        # the palms are level, so their contacts' normals are upright
        assert grip == pytest.approx(-mean(seen, hand, "torch")[2], rel=1e-3)
    _, seen = lie(torch=((0.01, AT[LEFT]), ALONG_X))
    grip = np.mean([one.prop_grip[LEFT, "torch"] for one in seen[-50:]])
    assert grip == pytest.approx(weight, rel=0.02)
    assert not any(one.prop_grip[RIGHT, "torch"] for one in seen)


def test_where_only_one_prop_touches_it_is_the_whole_contact(lie):
    _, seen = lie(torch=((0.0, 0.02), ALONG_Y))
    for one in seen:
        for hand in (LEFT, RIGHT):
            np.testing.assert_allclose(
                one.prop_wrench[hand, "torch"], one.contact_wrench[hand], atol=1e-9
            )


def test_a_scene_without_props_has_no_such_wrench(lab):
    card = lab.robot("two_palms")
    engine = lab.engine({"body": card}, terrain=None)
    first = engine.reset({"body": lab.state(card)}, {})
    assert first.actors["body"].prop_wrench == first.actors["body"].prop_grip == {}
    assert engine.step({}).actors["body"].prop_wrench == {}


def test_loops_and_numpy_see_the_same(lie, monkeypatch):
    if compilation.compiler() == compilation.NUMPY:
        pytest.skip("nothing is compiled here")
    lying = {"one": ((0.0, AT[LEFT]), ALONG_X), "two": ((0.05, AT[RIGHT]), ALONG_X)}
    _, loops = lie(**lying)
    monkeypatch.setenv(compilation.SWITCH, "0")
    _, numpy = lie(**lying)
    for one, two in zip(loops, numpy, strict=True):
        assert one.prop_wrench.keys() == two.prop_wrench.keys()
        for grip, wrench in one.prop_wrench.items():
            np.testing.assert_allclose(
                wrench, two.prop_wrench[grip], rtol=1e-12, atol=1e-12
            )
            squeeze = two.prop_grip[grip]
            assert one.prop_grip[grip] == pytest.approx(squeeze, rel=1e-12, abs=1e-12)
