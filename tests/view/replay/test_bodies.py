"""A body on the page is the tree of its URDF."""

import pytest

from relaywalk.robots.reduced import reduced
from relaywalk.view.replay.bodies import body, body_names, look


def test_the_two_link_body(two_link):
    links = body(two_link)["links"]
    assert links[0]["name"] == two_link.base_link
    joints = {link["joint"]["name"]: link["joint"] for link in links[1:]}
    assert set(two_link.joints) <= set(joints)


def test_every_link_comes_after_its_parent(kuavo, human):
    for card in (kuavo, human):
        links = body(card)["links"]
        assert "joint" not in links[0]
        for index, link in enumerate(links[1:], start=1):
            assert link["joint"]["parent"] < index
            size = sum(number**2 for number in link["joint"]["quaternion"])
            assert size == pytest.approx(1.0)


def test_a_prop_is_one_link(torch):
    (link,) = body(torch)["links"]
    assert len(link["visuals"]) == 7
    assert link["visuals"][0]["shape"] == "cylinder"
    assert link["visuals"][0]["size"] == [0.026, 0.5]
    assert link["visuals"][0]["colour"] == [0.86, 0.66, 0.22]


def test_bodies_that_look_alike_are_one(human, kuavo, torch):
    left, right = (reduced(human, {hand}) for hand in ("left_hand", "right_hand"))
    tall = human.model_copy(update={"length_scale": {"torso": 1.1}})
    heavy = human.model_copy(update={"mass_scale": {"torso": 1.1}})
    names = body_names([kuavo, human, left, right, right, tall, heavy, torch])
    assert [names[look(card)] for card in (human, left, right, tall, heavy)] == [
        "human",
        "human_2",
        "human_3",
        "human_4",
        "human",
    ]
    assert (names[look(kuavo)], names[look(torch)]) == ("kuavo_4_pro", "torch")
