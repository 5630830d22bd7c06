"""A wrong URDF is refused in one message, before any engine reads it."""

from pathlib import Path

import pytest

from relaywalk.errors import CardError
from relaywalk.robots.blueprint import read_robot
from relaywalk.robots.card import load_robot_card
from relaywalk.robots.model import RobotModel

CARD = Path(__file__).parents[1] / "models" / "two_link" / "card.yaml"
URDF = CARD.with_name("robot.urdf").read_text(encoding="utf-8")
MASS = URDF[URDF.index("<mass ") : URDF.index("/>", URDF.index("<mass ")) + 2]
INERTIAL = URDF[URDF.index("<inertial>") : URDF.index("</inertial>") + 11]
ORIGIN = URDF[URDF.index("<origin ") : URDF.index("/>", URDF.index("<origin ")) + 2]
LIMIT = URDF[URDF.index("<limit ") : URDF.index("/>", URDF.index("<limit ")) + 2]


@pytest.fixture
def model(tmp_path):
    """Return the two-link card with a URDF of its own."""

    def make(text):
        if text is not None:
            (tmp_path / "robot.urdf").write_text(text, encoding="utf-8")
        path = tmp_path / "card.yaml"
        path.write_text(CARD.read_text(encoding="utf-8"), encoding="utf-8")
        return load_robot_card(path)

    return make


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (INERTIAL, "", "link 'foot' has no inertia"),
        (MASS, '<mass value="-1"/>', "link 'foot': mass: -1: a number above 0"),
        (MASS, '<mass value="0"/>', "link 'foot': mass: 0: a number above 0"),
        (MASS, '<mass value="heavy"/>', "link 'foot': mass: heavy: a number above 0"),
        (MASS, "<mass/>", r"link 'foot': mass: \(missing\): a number above 0"),
        (MASS, "", "link 'foot' has no inertia"),
        (ORIGIN, '<origin xyz="0 0"/>', "<origin> xyz: 0 0: 3 numbers"),
        (ORIGIN, '<origin xyz="0 0 nan"/>', "<origin> xyz: 0 0 nan: 3 numbers"),
        (LIMIT, "", "has no limit"),
        ('<parent link="foot"', '<parent link="hoof"', "parent: hoof: one of the link"),
        ('joint name="elbow"', 'joint name="wrist"', "joint 'elbow' is not in both"),
        ("<box ", '<mesh filename="foot.stl" ', "there is no mesh '.*foot.stl'"),
        (URDF, "", "cannot be read as a URDF: no element found: line 1"),
        (URDF, "<robot><link></robot>", "cannot be read as a URDF: mismatched tag"),
        (URDF, "<mujoco/>", "a URDF is one <robot>"),
        (URDF, "<robot/>", "one root link is needed"),
    ],
)
def test_what_is_wrong_is_named(model, old, new, message):
    assert old in URDF
    card = model(URDF.replace(old, new, 1))
    for read in (read_robot, RobotModel):
        with pytest.raises(CardError, match=message) as caught:
            read(card)
        assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(model):
    with pytest.raises(CardError, match="cannot be read as a URDF"):
        RobotModel(model(None))


def test_a_good_one_is_read(model):
    blueprint = read_robot(model(URDF))
    assert blueprint.root == "foot"
    assert set(blueprint.joints) == {"shoulder", "elbow"}
    assert blueprint.mass > 0.0
