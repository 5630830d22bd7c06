"""The visual shapes of a URDF: its own colour, a named one, or none."""

from xml.etree import ElementTree

from relaywalk.robots.visuals import PLAIN, colours, visuals

LINK = """
<robot><material name="red"><color rgba="1 0 0 1"/></material>
<link name="a">
  <visual><origin xyz="1 2 3" rpy="0 0 0.5"/>
    <geometry><box size="0.1 0.2 0.3"/></geometry><material name="red"/></visual>
  <visual><geometry><sphere radius="0.4"/></geometry>
    <material name="own"><color rgba="0 0.5 0 1"/></material></visual>
  <visual><geometry><cylinder radius="0.1" length="2"/></geometry></visual>
  <visual/>
</link></robot>"""


def test_shape_place_and_colour():
    robot = ElementTree.fromstring(LINK)
    box, ball, rod = visuals(robot.find("link"), colours(robot))
    assert [v.shape.tag for v in (box, ball, rod)] == ["box", "sphere", "cylinder"]
    assert box.position == [1.0, 2.0, 3.0]
    assert box.roll_pitch_yaw == [0.0, 0.0, 0.5]
    assert (ball.position, ball.roll_pitch_yaw) == ([0.0] * 3, [0.0] * 3)
    assert box.colour == (1.0, 0.0, 0.0)
    assert ball.colour == (0.0, 0.5, 0.0)
    assert rod.colour == PLAIN
