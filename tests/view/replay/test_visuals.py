"""The shapes of a link, as its URDF draws them."""

from xml.etree import ElementTree

import pytest
from tests.painted_link import painted_robot

from relaywalk.robots.visuals import PLAIN, colours
from relaywalk.view.replay.visuals import drawn


def test_shape_place_and_colour(two_link):
    robot = painted_robot()
    box, ball, rod = drawn(two_link, robot.find("link"), colours(robot))
    assert (box["shape"], box["size"]) == ("box", [0.1, 0.2, 0.3])
    assert box["position"] == [1.0, 2.0, 3.0]
    assert box["quaternion"] == pytest.approx([0.0, 0.0, 0.5**0.5, 0.5**0.5])
    assert box["colour"] == [1.0, 0.0, 0.0]
    assert (ball["size"], ball["colour"]) == ([0.4], [0.0, 0.5, 0.0])
    assert (rod["size"], rod["colour"]) == ([0.1, 2.0], list(PLAIN))


def test_a_mesh_is_found_from_the_folder_of_the_urdf(two_link, tmp_path):
    corners = "v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\n"
    (tmp_path / "foot.obj").write_text(f"{corners}f 1 3 2\nf 1 2 4\nf 1 4 3\nf 2 3 4\n")
    card = two_link.model_copy(update={"path": tmp_path / "card.yaml"})
    robot = ElementTree.fromstring(
        '<robot><link name="a"><visual><geometry>'
        '<mesh filename="foot.obj" scale="2 2 2"/>'
        "</geometry></visual></link></robot>"
    )
    (mesh,) = drawn(card, robot.find("link"), {})
    assert len(mesh["mesh"]["triangles"]) == 12
    reach = 65535 * max(mesh["mesh"]["step"])
    assert reach == pytest.approx(2.0)
