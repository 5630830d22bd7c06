"""What the page knows of an actor: limits, groups, contacts."""

from relaywalk.robots.stature import stature
from relaywalk.view.replay.actors import actors, joints
from relaywalk.view.replay.bodies import body_names


def test_joints_come_with_their_limits(kuavo):
    found = joints(kuavo)
    assert tuple(joint["name"] for joint in found) == kuavo.joints
    for joint in found:
        rating = kuavo.ratings[joint["name"]]
        assert joint["peak"] == rating.peak_torque.value
        assert joint["rated"] == (rating.rated_torque and rating.rated_torque.value)
    knee = next(joint for joint in found if joint["name"] == "leg_r4_joint")
    assert (knee["group"], knee["label"]) == ("right leg", "knee, right (leg_r4)")


def test_feet_and_hands_are_contacts(shared_run):
    run = shared_run(60)
    found = actors(run, body_names(run.cards.values()))
    assert list(found) == list(run.cards)
    robot = found["robot"]
    assert {c["name"]: c["foot"] for c in robot["contacts"]} == {
        "left_foot": True,
        "right_foot": True,
        "left_hand": False,
        "right_hand": False,
    }
    assert robot["weight"] == stature(run.cards["robot"]).weight
    assert robot["floating"]
    assert not found["giver"]["floating"]
