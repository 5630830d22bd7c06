"""A carrying hand presses the torch; an empty one closes as if around it."""

import numpy as np
import pytest

from relaywalk.phases import PhaseContext
from relaywalk.phases._carrying import carrying_grip, closure_around, hand_upright
from relaywalk.planar_path import PlanarPose
from relaywalk.robots.full_model import FullModel
from relaywalk.robots.model import RobotModel

HAND = "right_hand"


@pytest.fixture
def context(kuavo, torch):
    """Return a function: name of the torch → context of a robot that may hold it."""
    model = RobotModel(kuavo)

    def make(prop_name=""):
        root, way = np.zeros(3), PlanarPose(0.0, 0.0, 0.0)
        return PhaseContext(
            "robot",
            kuavo,
            model,
            0.002,
            HAND,
            {"torch": torch, "": torch},
            prop_name,
            root,
            way,
        )

    return make


def test_an_empty_hand_carries_nothing_and_stands_between_open_and_closed(context):
    grip = carrying_grip(None, context())
    assert grip.payload == 0.0
    assert 0.0 < grip.closure < 1.0


def test_a_hand_with_the_torch_presses_and_knows_its_load(play):
    one = play("carry")
    grip = carrying_grip(one.situation(), one.context)
    assert (grip.closure, grip.payload, grip.prop) == (1.0, 1.0, "torch")
    hand = one.model.placement(one.context.hand_card.frame)[0]
    assert grip.at == pytest.approx(hand[2] - one.torch(0.0)[2])


def test_an_empty_hand_is_held_level(context):
    np.testing.assert_array_equal(hand_upright(None, context()), np.eye(3))


def test_the_empty_fingers_weigh_on_the_wrist_as_around_the_torch(kuavo):
    """Seen in the centre of mass: level fingers reach as far from the wrist."""
    model = FullModel(kuavo)
    fingers = kuavo.index(kuavo.groups[HAND])
    wrist = model.joints.index("zarm_r7_joint")
    still = np.zeros(6 + len(model.joints))

    def weight(pose):
        position = kuavo.pose("stand", "carry")
        position[fingers] = pose
        position[kuavo.joints.index("zarm_r7_joint")] = 0.1292
        q = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, *position[model.select]])
        return model.generalised_force(q, still, still, {})[6 + wrist]

    opened, gripping, closed = (
        kuavo.pose(f"hand_{name}")[fingers] for name in ("open", "grip", "closed")
    )
    found = weight(opened + closure_around(kuavo, HAND) * (closed - opened))
    assert found == pytest.approx(weight(gripping), abs=2e-4)
    assert abs(weight(opened) - weight(gripping)) > 0.02
