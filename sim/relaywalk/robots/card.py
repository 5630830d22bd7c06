"""Cards: what a body is, as validated frozen data read from `card.yaml`."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from relaywalk.errors import CardError, ScenarioError
from relaywalk.robots.gait_entry import GaitEntry
from relaywalk.robots.joint_name import JointName
from relaywalk.robots.joint_rating import JointRating
from relaywalk.schema import strict_yaml
from relaywalk.schema.faults import Refusals, rule
from relaywalk.schema.quantity import Frozen, quantity, refusal
from relaywalk.schema.validation import validated
from relaywalk.types import TorqueEnvelope

Friction = Annotated[float, quantity("-", 0.0, 2.0, open_low=True)]
Size = Annotated[float, quantity("m", 0.0, 10.0, open_low=True)]
Coordinate = Annotated[float, quantity("m", -10.0, 10.0)]
JointPosition = Annotated[float, quantity("rad", -100.0, 100.0)]

AT_REST = ("stand", "hand_open")  # poses of a body whose hands do nothing


class Sole(Frozen):
    """The rectangle that touches the ground, in the sole frame [m].

    Attributes:
        x_min, x_max: From its heel to its toe.
        y_min, y_max: From its right to its left edge.
    """

    x_min: Coordinate
    x_max: Coordinate
    y_min: Coordinate
    y_max: Coordinate


class Duration(Frozen):
    """A time from outside [s], and its source.

    Attributes:
        value: The figure.
        source: Where it is published, or why it was chosen.
    """

    value: Annotated[float, quantity("s", 0.0, 60.0, open_low=True)]
    source: str


class ContactFrame(Frozen):
    """A frame at which a contact wrench is recorded.

    Attributes:
        frame: Its name in the URDF.
        links: Whose contacts are summed.
    """

    frame: str
    links: tuple[str, ...]


class Foot(ContactFrame):
    """A foot: its sole frame, its links, and the joints of its ankle.

    Attributes:
        ankle_pitch, ankle_roll: Joints about the foot's y and about its x.
    """

    ankle_pitch: str
    ankle_roll: str


class Hand(ContactFrame):
    """A hand: its grasp frame, its links, the arm it is on, and its pace.

    Attributes:
        arm: Name of the joint group from shoulder to wrist.
        closing_time: From open to closed, and back.
    """

    arm: str
    closing_time: Duration


class BodyCard(Frozen):
    """What all cards say.

    Attributes:
        name: Keyword.
        title: Name for readers.
        source: Where its figures come from.
        urdf: File beside the card.
        path: Of the card itself; known when it is loaded, no key of the file.
    """

    name: str
    title: str
    source: str
    urdf: str = "robot.urdf"
    path: Path = Field(default=Path(), exclude=True)

    def __repr__(self) -> str:
        """Return one line: which kind of body, its name, its title."""
        return f"{type(self).__name__}('{self.name}': {self.title})"

    def __str__(self) -> str:
        """Return the same line."""
        return repr(self)

    @property
    def urdf_path(self) -> Path:
        """The URDF file."""
        return self.path.parent / self.urdf


class RobotCard(BodyCard):
    """One body: names, ratings, poses; its geometry is in the URDF.

    Attributes:
        base: "floating", or "guided": the root is fixed in the world and the first
            three joints (x, y, yaw) move the body over the ground.
        base_link: The link whose pose is "the base".
        joints: All movable joints; every joint array follows this order.
        joint_names: Joint → how people name it; a joint left out has its code alone.
        groups: Group name → joints. Humanoids have left_leg, right_leg, left_arm,
            right_arm, left_hand, right_hand, head; the human has base, both arms and
            both hands.
        feet: "left_foot"/"right_foot" → sole frame, links, ankle; empty if none.
        hands: "left_hand"/"right_hand" → grasp frame, links, arm; a joint group of
            the same name has the fingers. The grasp frame's z axis lies along the
            gripped cylinder (towards the thumb's side, up when the forearm points
            forward), x along the fingers away from the wrist; its origin is the centre
            of the gripped cylinder.
        sole: Contact rectangle in each sole frame.
        height: How tall the person is of whom it is a model; null: of no person. A
            scenario may make it another one's [m].
        ratings: Joint → rating.
        poses: Pose name → joint → position [rad]; joints left out are 0.
            Every humanoid has "stand", "hand_open", "hand_grip" (fingers just
            touching the torch), "carry" and "reach" (an arm, with the torch before the
            chest, and stretched forward). A guided body has "stand", "hand_open",
            "hand_grip", "offer" and "take" (how it holds the torch out, and its open
            hand ready for one). A pose says this of every hand that may be used so.
        gait: How it walks.
        friction: Link → Coulomb coefficient of its surface [-]; others 0.5.
        self_collision: Pairs of links of this body that may collide; all other
            pairs of the same body never do.
        mass_scale: Link → its real mass and inertia over those of the URDF [-], 1
            where absent; of a body as it was built, no key of the file.
        joint_friction: Coulomb friction of each joint [N·m]; likewise.
        length_scale: Link → its lengths over those of the URDF [-]; likewise.
        fixed: Joint of the URDF that is none of this body's → where it stands still
            [rad]; of a body that does not use it, no key of the file.
    """

    base: Literal["floating", "guided"]
    base_link: str
    joints: Annotated[tuple[str, ...], Field(min_length=1)]
    joint_names: dict[str, JointName] = {}
    groups: dict[str, tuple[str, ...]]
    feet: dict[str, Foot] = {}
    hands: dict[str, Hand] = {}
    sole: Sole | None = None
    height: Annotated[float, quantity("m", 0.0, 3.0, open_low=True)] | None = None
    ratings: dict[str, JointRating]
    poses: dict[str, dict[str, JointPosition]]
    gait: GaitEntry = GaitEntry()
    friction: dict[str, Friction] = {}
    self_collision: tuple[tuple[str, str], ...] = ()
    mass_scale: dict[str, float] = Field(default={}, exclude=True)
    joint_friction: float = Field(default=0.0, exclude=True)
    length_scale: dict[str, float] = Field(default={}, exclude=True)
    fixed: dict[str, float] = Field(default={}, exclude=True)

    @rule
    def _joints_agree(self) -> Refusals:
        """Refuse a joint that is not in the list, and one without a rating."""
        for where, joint in self._mentioned():
            if joint not in self.joints:
                near = difflib.get_close_matches(joint, self.joints, n=5, cutoff=0.0)
                allowed = "one of the joints; the nearest: " + ", ".join(near)
                yield refusal(allowed, where, value=joint)
        for number, joint in enumerate(self.joints):
            if joint not in self.ratings:
                yield refusal(
                    "a joint that has a rating", ("joints", number), value=joint
                )
            if joint in self.joints[:number]:
                yield refusal("each joint once only", ("joints", number), value=joint)

    @rule
    def _names_differ(self) -> Refusals:
        """Refuse a name that another joint has, too."""
        seen = dict[str, str]()
        for joint, named in self.joint_names.items():
            first = seen.setdefault(str(named), joint)
            if first != joint:
                allowed = f"a name of its own; {first} has it already"
                yield refusal(allowed, ("joint_names", joint), value=str(named))

    @rule
    def _hands_have_joints(self) -> Refusals:
        """Refuse a hand whose fingers or whose arm are no group of joints."""
        groups = ", ".join(self.groups)
        for name, hand in self.hands.items():
            if name not in self.groups:
                allowed = "a hand that is a group of joints, too: " + groups
                yield refusal(allowed, ("hands", name), value=name)
            if hand.arm not in self.groups:
                allowed = "a group of joints: " + groups
                yield refusal(allowed, ("hands", name, "arm"), value=hand.arm)

    def _mentioned(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield where a joint is mentioned, and its name."""
        for group, joints in self.groups.items():
            for number, joint in enumerate(joints):
                yield ("groups", group, number), joint
        for pose, positions in self.poses.items():
            yield from ((("poses", pose, joint), joint) for joint in positions)
        yield from ((("joint_names", joint), joint) for joint in self.joint_names)
        yield from ((("ratings", joint), joint) for joint in self.ratings)
        for name, foot in self.feet.items():
            yield ("feet", name, "ankle_pitch"), foot.ankle_pitch
            yield ("feet", name, "ankle_roll"), foot.ankle_roll

    @property
    def contact_frames(self) -> dict[str, ContactFrame]:
        """Feet then hands."""
        return {**self.feet, **self.hands}

    def common_name(self, joint: str) -> str:
        """Return how people name a joint, such as "knee, left"; else its code."""
        return str(self.joint_names.get(joint, joint))

    def full_name(self, joint: str) -> str:
        """Return a joint's common name and its code, "knee, left (leg_l4_joint)"."""
        name = self.common_name(joint)
        return joint if name == joint else f"{name} ({joint})"

    def required_sole(self) -> Sole:
        """Return the rectangle that touches the ground.

        Raises:
            CardError: The card has none; a body that walks needs it.
        """
        if self.sole is None:
            raise CardError(f"{self.path}: no sole; a body on feet needs one")
        return self.sole

    def arm(self, hand: str) -> tuple[str, ...]:
        """Return the joints of the arm that a hand is on, from shoulder to wrist.

        Raises:
            CardError: There is no such hand.
        """
        if hand not in self.hands:
            there_are = ", ".join(self.hands)
            raise CardError(f"{self.path}: no hand '{hand}'; there are: {there_are}")
        return self.groups[self.hands[hand].arm]

    def index(self, joints: tuple[str, ...]) -> NDArray[np.intp]:
        """Return the indices (k,) of joints in every joint array."""
        return np.array([self.joints.index(name) for name in joints], dtype=np.intp)

    def pose(self, *names: str) -> NDArray[np.float64]:
        """Return joint positions (n,) [rad]; later poses override earlier ones.

        Raises:
            CardError: There is no such pose.
        """
        position = np.zeros(len(self.joints))
        for name in names:
            self._write(self._said(name), position)
        return position

    def pose_of(self, hand: str, *names: str) -> NDArray[np.float64]:
        """Return joint positions (n,) [rad] of a body that uses one hand.

        The rest of the body is as in "stand" and "hand_open", as far as the card has
        them.

        Args:
            hand: Contact-frame name.
            names: Of poses; of each, what it says of the hand's arm and fingers. Later
                ones override earlier ones.

        Raises:
            CardError: There is no such hand or pose, or a pose says nothing of the
                hand's arm and fingers.
        """
        own = {*self.arm(hand), *self.groups[hand]}
        position = self.pose(*(name for name in AT_REST if name in self.poses))
        for name in names:
            said = self._said(name)
            if own.isdisjoint(said):
                others = sorted(o for o, s in self.poses.items() if own & s.keys())
                raise CardError(
                    f"{self.path}: pose '{name}' says nothing of {hand} and its arm; "
                    "these do: " + ", ".join(others)
                )
            self._write({joint: said[joint] for joint in own & said.keys()}, position)
        return position

    def _said(self, name: str) -> Mapping[str, float]:
        """Return joint → position [rad] of a pose."""
        if name not in self.poses:
            raise CardError(
                f"{self.path}: no pose '{name}'; there are: "
                + ", ".join(sorted(self.poses))
            )
        return self.poses[name]

    def _write(self, said: Mapping[str, float], position: NDArray[np.float64]) -> None:
        """Write what is said of joints [rad] into positions (n,)."""
        for joint, value in said.items():
            position[self.joints.index(joint)] = value

    def envelope(self) -> TorqueEnvelope:
        """Return the actuator clamps in card order."""
        ratings = [self.ratings[name] for name in self.joints]
        return TorqueEnvelope(
            peak=np.array([r.peak_torque.value for r in ratings]),
            speed_limit=np.array(
                [r.speed_limit.value if r.speed_limit else np.inf for r in ratings]
            ),
            peak_speed=np.array(
                [r.peak_speed.value if r.peak_speed else np.inf for r in ratings]
            ),
        )


class PropCard(BodyCard):
    """A loose object, such as the torch.

    Attributes:
        link: Its name in the URDF.
        mass: Of all of it; the URDF's inertia is scaled to it [kg].
        length: Along z, from the link origin at the bottom [m].
        grip_diameter: Of the part that a hand holds [m].
        grip_zone: Lowest and highest z at which a hand may hold it [m].
        burner: z of the burner's mouth [m].
        burner_radius: Of the mouth's rim [m].
        centre_of_mass: Its height above the end, in z [m].
        friction: Coulomb coefficient of its surface [-].
    """

    link: str
    mass: Annotated[float, quantity("kg", 0.0, 20.0, open_low=True)]
    length: Size
    grip_diameter: Size
    grip_zone: tuple[Coordinate, Coordinate]
    burner: Size
    burner_radius: Coordinate = 0.0
    centre_of_mass: Size
    friction: Friction


def load_robot_card(path: Path) -> RobotCard:
    """Read and validate a robot's card.

    Raises:
        CardError: With file, line, field, value and what is allowed.
    """
    return _load(path, RobotCard)


def load_prop_card(path: Path) -> PropCard:
    """Read and validate a prop's card.

    Raises:
        CardError: With file, line, field, value and what is allowed.
    """
    return _load(path, PropCard)


Card = TypeVar("Card", RobotCard, PropCard)


def _load(path: Path, kind: type[Card]) -> Card:
    """Read a YAML file into a card type."""
    try:
        card = validated(kind, strict_yaml.read(path, aliases=True))
    except ScenarioError as error:
        raise CardError(str(error)) from error
    return card.model_copy(update={"path": path})
