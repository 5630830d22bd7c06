"""The URDF says what each joint moves."""

import pytest

from relaywalk.errors import CardError
from relaywalk.robots.links import JointLink, joint_links, root_link


def test_joints_are_in_card_order_with_their_child(two_link):
    assert joint_links(two_link) == {
        "elbow": JointLink("lower", slides=False),
        "shoulder": JointLink("upper", slides=False),
    }
    assert list(joint_links(two_link)) == list(two_link.joints)
    assert root_link(two_link) == "foot"


def test_a_guided_base_slides(human):
    assert joint_links(human)["base_x_joint"].slides
    assert not joint_links(human)["base_yaw_joint"].slides
    assert root_link(human) == "root"


def test_a_joint_or_a_file_that_is_not_there_is_named(two_link):
    with pytest.raises(CardError, match="no joint named wrist"):
        joint_links(two_link.model_copy(update={"joints": ("elbow", "wrist")}))
    with pytest.raises(CardError, match="cannot be read"):
        root_link(two_link.model_copy(update={"urdf": "nothing.urdf"}))
