"""A link of a URDF whose shapes have a named colour, their own, and none."""

from xml.etree import ElementTree

TEXT = """
<robot><material name="red"><color rgba="1 0 0 1"/></material>
<link name="a">
  <visual><origin xyz="1 2 3" rpy="0 0 1.5707963267948966"/>
    <geometry><box size="0.1 0.2 0.3"/></geometry><material name="red"/></visual>
  <visual><geometry><sphere radius="0.4"/></geometry>
    <material name="own"><color rgba="0 0.5 0 1"/></material></visual>
  <visual><geometry><cylinder radius="0.1" length="2"/></geometry></visual>
  <visual/>
</link></robot>"""


def painted_robot():
    """Return the `robot` element; its link has a box, a ball, a rod, and nothing."""
    return ElementTree.fromstring(TEXT)
