"""The visual shapes of a URDF: its own colour, a named one, or none."""

from tests.painted_link import painted_robot

from relaywalk.robots.visuals import PLAIN, colours, visuals


def test_shape_place_and_colour():
    robot = painted_robot()
    box, ball, rod = visuals(robot.find("link"), colours(robot))
    assert [v.shape.tag for v in (box, ball, rod)] == ["box", "sphere", "cylinder"]
    assert box.position == [1.0, 2.0, 3.0]
    assert box.roll_pitch_yaw == [0.0, 0.0, 1.5707963267948966]
    assert (ball.position, ball.roll_pitch_yaw) == ([0.0] * 3, [0.0] * 3)
    assert box.colour == (1.0, 0.0, 0.0)
    assert ball.colour == (0.0, 0.5, 0.0)
    assert rod.colour == PLAIN
