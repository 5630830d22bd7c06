"""Every card of models/: complete, honest, and one with its URDF."""

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.errors import CardError
from relaywalk.robots.card import (
    RobotCard,
    load_prop_card,
    load_robot_card,
)

MODELS = Path(__file__).parents[2] / "models"
TORCH = "torch"
ROBOTS = sorted({p.parent.name for p in MODELS.glob("*/card.yaml")} - {TORCH})
HUMANOIDS = [name for name in ROBOTS if name.startswith("kuavo")]
MASS = {"kuavo_4_pro": 57.50, "kuavo_5": 66.25, "human": 72.70}  # [kg], READMEs


def card_of(name: str) -> RobotCard:
    """Load a robot's card."""
    return load_robot_card(MODELS / name / "card.yaml")


def model_of(card: RobotCard) -> pin.Model:
    """Build the Pinocchio model of a card, floating or fixed."""
    if card.base == "floating":
        return pin.buildModelFromUrdf(str(card.urdf_path), pin.JointModelFreeFlyer())
    return pin.buildModelFromUrdf(str(card.urdf_path))


def frames_at(card: RobotCard, *poses: str) -> tuple[pin.Model, pin.Data, np.ndarray]:
    """Place a body in a pose, base at the origin; return model, data and q."""
    model = model_of(card)
    data = model.createData()
    q = pin.neutral(model)
    for joint, value in zip(card.joints, card.pose(*poses), strict=True):
        q[model.joints[model.getJointId(joint)].idx_q] = value
    pin.framesForwardKinematics(model, data, q)
    return model, data, q


@pytest.mark.parametrize("name", ROBOTS)
def test_every_joint_is_in_urdf_with_same_peak_and_rating(name: str) -> None:
    card = card_of(name)
    joints = {
        joint.get("name"): joint
        for joint in ElementTree.parse(card.urdf_path).getroot().iter("joint")
        if joint.get("type") != "fixed"
    }
    assert set(joints) == set(card.joints) == set(card.ratings)
    for joint, rating in card.ratings.items():
        limit = joints[joint].find("limit")
        assert limit is not None
        assert float(limit.get("effort", "nan")) == pytest.approx(
            rating.peak_torque.value
        )


@pytest.mark.parametrize("name", ROBOTS)
def test_groups_hold_every_joint_once(name: str) -> None:
    card = card_of(name)
    grouped = [joint for group in card.groups.values() for joint in group]
    assert sorted(grouped) == sorted(card.joints)


@pytest.mark.parametrize("name", ROBOTS)
def test_named_links_are_in_urdf(name: str) -> None:
    card = card_of(name)
    root = ElementTree.parse(card.urdf_path).getroot()
    links = {link.get("name") for link in root.findall("link")}
    named = {card.base_link, *card.friction}
    named.update(link for pair in card.self_collision for link in pair)
    for frame in card.contact_frames.values():
        named.update((frame.frame, *frame.links))
    assert named <= links


@pytest.mark.parametrize("name", [*ROBOTS, TORCH])
def test_every_link_has_inertial_and_only_primitive_shapes(name: str) -> None:
    root = ElementTree.parse(MODELS / name / "robot.urdf").getroot()
    for link in root.findall("link"):
        assert link.find("inertial") is not None, link.get("name")
    shapes = {shape.tag for geometry in root.iter("geometry") for shape in geometry}
    assert shapes <= {"box", "cylinder", "sphere"}


@pytest.mark.parametrize("name", ROBOTS)
def test_inertia_is_that_of_a_body(name: str) -> None:
    root = ElementTree.parse(card_of(name).urdf_path).getroot()
    for inertia in root.iter("inertia"):
        axes = sorted(float(inertia.get(key, "nan")) for key in ("ixx", "iyy", "izz"))
        assert axes[0] > 0.0
        assert axes[0] + axes[1] >= axes[2] * 0.99


@pytest.mark.parametrize("name", ROBOTS)
def test_mass_is_the_published_one(name: str) -> None:
    mass = pin.computeTotalMass(model_of(card_of(name)))
    assert mass == pytest.approx(MASS[name], abs=0.02)


@pytest.mark.parametrize("name", ROBOTS)
def test_poses_are_within_joint_ranges(name: str) -> None:
    card = card_of(name)
    model = model_of(card)
    for pose, joints in card.poses.items():
        for joint, value in joints.items():
            index = model.joints[model.getJointId(joint)].idx_q
            low, high = model.lowerPositionLimit[index], model.upperPositionLimit[index]
            assert low <= value <= high, f"{pose}: {joint}"


@pytest.mark.parametrize("name", HUMANOIDS)
def test_stands_on_flat_soles_under_its_centre_of_mass(name: str) -> None:
    card = card_of(name)
    model, data, q = frames_at(card, "stand")
    left = data.oMf[model.getFrameId("left_sole")]
    right = data.oMf[model.getFrameId("right_sole")]
    assert card.sole is not None
    assert left.rotation == pytest.approx(np.eye(3), abs=1e-9)
    assert right.rotation == pytest.approx(np.eye(3), abs=1e-9)
    assert left.translation[2] == pytest.approx(right.translation[2], abs=1e-9)
    centre = left.translation[0] + (card.sole.x_min + card.sole.x_max) / 2.0
    centre_of_mass = pin.centerOfMass(model, data, q)
    assert centre_of_mass[0] == pytest.approx(centre, abs=0.005)
    assert centre_of_mass[1] == pytest.approx(0.0, abs=0.005)


@pytest.mark.parametrize(
    ("name", "pose"), [(n, "offer" if n == "human" else "carry") for n in ROBOTS]
)
def test_torch_is_upright_where_it_is_held(name: str, pose: str) -> None:
    card = card_of(name)
    model, data, _ = frames_at(card, "stand", pose)
    for hand in card.hands.values():
        grasp = data.oMf[model.getFrameId(hand.frame)]
        assert grasp.rotation == pytest.approx(np.eye(3), abs=1e-3)


@pytest.mark.parametrize("name", ROBOTS)
def test_no_pair_that_may_collide_overlaps(name: str) -> None:
    card = card_of(name)
    pairs = {frozenset(pair) for pair in card.self_collision}
    for poses in (("stand",), ("stand", "offer" if name == "human" else "carry")):
        model, data, q = frames_at(card, *poses)
        shapes = pin.buildGeomFromUrdf(
            model, str(card.urdf_path), pin.GeometryType.COLLISION
        )
        shapes.addAllCollisionPairs()
        placed = pin.GeometryData(shapes)
        pin.computeCollisions(model, data, shapes, placed, q, False)
        touching = {
            frozenset(
                model.frames[shapes.geometryObjects[index].parentFrame].name
                for index in (pair.first, pair.second)
            )
            for pair, result in zip(
                shapes.collisionPairs, placed.collisionResults, strict=True
            )
            if result.isCollision()
        }
        assert touching.isdisjoint(pairs)


def test_torch_card_and_urdf_agree() -> None:
    card = load_prop_card(MODELS / TORCH / "card.yaml")
    model = pin.buildModelFromUrdf(str(card.urdf_path), pin.JointModelFreeFlyer())
    body = model.inertias[1]
    assert body.mass == pytest.approx(card.mass)
    assert body.lever[2] == pytest.approx(card.centre_of_mass)
    assert 0.065 <= body.inertia[0, 0] <= 0.08


def test_unknown_pose_lists_those_there_are() -> None:
    with pytest.raises(CardError, match=r"there are: .*stand"):
        card_of("human").pose("cartwheel")


HAND = (
    "{frame: grasp, links: [upper], arm: arm, "
    "closing_time: {value: 0.8, source: made up}}"
)
TWO_LINK = Path(__file__).parents[1] / "models" / "two_link" / "card.yaml"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "ankle_roll: elbow",
            "ankle_roll: toe",
            "13: feet.left_foot.ankle_roll: toe: one of the joints; the nearest: ",
        ),
        (
            "    ankle_pitch: shoulder\n",
            "",
            "9: feet.left_foot.ankle_pitch: (missing): field required",
        ),
        (
            "sole: {",
            f"hands:\n  claw: {HAND}\nsole: {{",
            "15: hands.claw: claw: a hand that is a group of joints, too: arm",
        ),
        (
            "sole: {",
            f"hands:\n  arm: {HAND.replace('arm: arm', 'arm: leg')}\nsole: {{",
            "15: hands.arm.arm: leg: a group of joints: arm",
        ),
        (
            "sole: {",
            f"hands:\n  arm: {HAND.replace('0.8', '0')}\nsole: {{",
            "15: hands.arm.closing_time.value: 0: a number above 0, at most 60 [s]",
        ),
        (
            "base: floating",
            "colour: red\nbase: floating",
            "4: colour: red: unknown key",
        ),
        ("base: floating", "path: x\nbase: floating", "4: path: x: unknown key"),
        ("base: floating", "base: flying", "4: base: flying: input should be 'floati"),
        ("base_link: foot\n", "", "1: base_link: (missing): field required"),
        ("base: floating", "name: again\nbase: floating", "4: name: name: a key once"),
        ("value: 50", "value: -50", "17: ratings.shoulder.peak_torque.value: -50: a n"),
        ("value: 50", "value: .nan", "17: ratings.shoulder.peak_torque.value: nan: a "),
        ("value: 50", "value: 5 N", "17: ratings.shoulder.peak_torque.value: 5 N: a n"),
        (
            "value: 50",
            "worth: 50",
            "17: ratings.shoulder.peak_torque.worth: 50: unknown key\n"
            "17: ratings.shoulder.peak_torque.value: (missing): field required",
        ),
        ("elbow: -0.3", "wrist: 0", "23: poses.stand.wrist: wrist: one of the joints"),
        (
            "friction:",
            "joint_names: {elbow: {name: e, positive: up}, hip: {name: h, positive: "
            "up}, shoulder: {name: e, side: '', positive: up}}\nfriction:",
            "24: joint_names.hip: hip: one of the joints; the nearest: shoulder, elb\n"
            "24: joint_names.shoulder: e: a name of its own; elbow has it already",
        ),
        (
            "[elbow, shoulder]",
            "[elbow]",
            "7: groups.arm.0: shoulder: one of the joints; the nearest: elbow\n"
            "12: feet.left_foot.ankle_pitch: shoulder: one of the joints\n"
            "16: ratings.shoulder: shoulder: one of the joints\n"
            "23: poses.stand.shoulder: shoulder: one of the joints",
        ),
        ("[elbow,", "[elbow, elbow,", "6: joints.1: elbow: each joint once only"),
        (
            "  shoulder:\n",
            "  hip:\n",
            "6: joints.1: shoulder: a joint that has a rating\n"
            "16: ratings.hip: hip: one of the joints; the nearest: shoulder, elbow",
        ),
        ("lower: 0.8", "lower: 80", "24: friction.lower: 80: a number above 0, at mos"),
        (
            "friction:",
            "gait: {stride: 1}\nfriction:",
            "24: gait.stride: 1: unknown key; allowed: step",
        ),
    ],
)
def test_a_wrong_card_is_one_line_a_fault_with_line_field_value_and_what_is_allowed(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = TWO_LINK.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "card.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CardError) as caught:
        load_robot_card(path)
    said = str(caught.value).split("\n")
    for line, begin in zip(said, message.split("\n"), strict=True):
        assert line.startswith(f"{path}:{begin}")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "1: document: None: a mapping with the keys name, title, source"),
        (b"- a\n", "1: document: ['a']: a mapping with the keys name, title"),
        (b"name: torch\nmass: \xff", "2: file: byte 0xff: text in UTF-8"),
        (b"a: &a [*a]\n", "1: a.0.0: …: 50 levels"),
        (b"name: torch\ntitle: [", "2: document: "),
    ],
)
def test_what_is_no_card_is_one_message(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "card.yaml"
    path.write_bytes(content)
    with pytest.raises(CardError) as caught:
        load_prop_card(path)
    assert str(caught.value).startswith(f"{path}:{message}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ROBOTS)
def test_a_hand_knows_its_arm_and_a_foot_its_ankle(name: str) -> None:
    card = card_of(name)
    for hand, part in card.hands.items():
        side = hand.removesuffix("_hand")
        assert card.arm(hand) == card.groups[part.arm] == card.groups[f"{side}_arm"]
        assert part.closing_time.source
    for foot, part in card.feet.items():
        leg = card.groups[foot.replace("foot", "leg")]
        assert leg[-2:] == (part.ankle_pitch, part.ankle_roll)


def test_a_torch_in_grams_is_refused(tmp_path: Path) -> None:
    text = (MODELS / TORCH / "card.yaml").read_text(encoding="utf-8")
    path = tmp_path / "card.yaml"
    path.write_text(text.replace("mass: 1.6", "mass: 1600"), encoding="utf-8")
    with pytest.raises(CardError, match="mass: 1600: a number above 0, at most 20"):
        load_prop_card(path)


def test_a_card_without_a_rating_for_a_joint_is_refused(tmp_path: Path) -> None:
    text = TWO_LINK.read_text(encoding="utf-8")
    start, end = text.index("  elbow:\n"), text.index("poses:")
    path = tmp_path / "card.yaml"
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    with pytest.raises(CardError, match=r"6: joints\.0: elbow: a joint that has a ra"):
        load_robot_card(path)
