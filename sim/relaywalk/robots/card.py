"""Cards: what a body is, as validated frozen data read from `card.yaml`."""

from pathlib import Path
from typing import Annotated, Literal, TypeVar

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from relaywalk.errors import CardError
from relaywalk.types import TorqueEnvelope

Positive = Annotated[float, Field(gt=0.0, allow_inf_nan=False)]


class Frozen(BaseModel):
    """A value that refuses unknown keys and later changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sourced(Frozen):
    """A number from outside and where it comes from."""

    value: Positive
    source: str


class JointRating(Frozen):
    """What one actuator is rated for; what nobody published is absent.

    Attributes:
        peak_torque: Actuator clamp [N·m] ([N] for a prismatic joint).
        rated_torque: Continuous [N·m].
        speed_limit: Speed up to which the peak torque is available [rad/s].
        peak_speed: Speed at which no accelerating torque is left [rad/s].
        reflected_inertia: Rotor inertia times gear ratio squared [kg·m²].
    """

    peak_torque: Sourced
    rated_torque: Sourced | None = None
    speed_limit: Sourced | None = None
    peak_speed: Sourced | None = None
    reflected_inertia: Sourced | None = None


class Sole(Frozen):
    """The rectangle that touches the ground, in the sole frame [m]."""

    x_min: float
    x_max: float
    y_min: float
    y_max: float


class ContactFrame(Frozen):
    """A frame at which a contact wrench is recorded, and the links it sums over."""

    frame: str
    links: tuple[str, ...]


class RobotCard(Frozen):
    """One body: names, ratings, poses; its geometry is in the URDF.

    Attributes:
        base: "floating", or "guided": the root is fixed in the world and the first
            three joints (x, y, yaw) move the body over the ground.
        base_link: The link whose pose is "the base".
        joints: All movable joints; every joint array follows this order.
        groups: Group name → joints. Humanoids have left_leg, right_leg, left_arm,
            right_arm, left_hand, right_hand, head; the human has base, right_arm,
            right_hand.
        feet: "left_foot"/"right_foot" → sole frame and its links; empty if none.
        hands: "left_hand"/"right_hand" → grasp frame and its links. The grasp
            frame's z axis lies along the gripped cylinder (towards the thumb's
            side, up when the forearm points forward), x along the fingers away from
            the wrist; its origin is the centre of the gripped cylinder.
        sole: Contact rectangle in each sole frame.
        ratings: Joint → rating.
        poses: Pose name → joint → position [rad]; joints left out are 0.
            Every humanoid has "stand", "hand_open", "hand_grip" (fingers just
            touching the torch).
        gait: How it walks: fields of `planning.footsteps.GaitParameters`.
        friction: Link → Coulomb coefficient of its surface [-]; others 0.5.
        self_collision: Pairs of links of this body that may collide; all other
            pairs of the same body never do.
    """

    name: str
    title: str
    source: str
    urdf: str = "robot.urdf"
    base: Literal["floating", "guided"]
    base_link: str
    joints: tuple[str, ...]
    groups: dict[str, tuple[str, ...]]
    feet: dict[str, ContactFrame] = {}
    hands: dict[str, ContactFrame] = {}
    sole: Sole | None = None
    ratings: dict[str, JointRating]
    poses: dict[str, dict[str, float]]
    gait: dict[str, float] = {}
    friction: dict[str, float] = {}
    self_collision: tuple[tuple[str, str], ...] = ()
    path: Path = Path()

    @property
    def urdf_path(self) -> Path:
        """The URDF file."""
        return self.path.parent / self.urdf

    @property
    def contact_frames(self) -> dict[str, ContactFrame]:
        """Feet then hands."""
        return {**self.feet, **self.hands}

    def index(self, joints: tuple[str, ...]) -> NDArray[np.intp]:
        """Return the places (k,) of joints in every joint array."""
        return np.array([self.joints.index(name) for name in joints], dtype=np.intp)

    def pose(self, *names: str) -> NDArray[np.float64]:
        """Return joint positions (n,) [rad]; later poses override earlier ones."""
        position = np.zeros(len(self.joints))
        for name in names:
            if name not in self.poses:
                raise CardError(
                    f"{self.path}: no pose '{name}'; there are: "
                    + ", ".join(sorted(self.poses))
                )
            for joint, value in self.poses[name].items():
                position[self.joints.index(joint)] = value
        return position

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


class PropCard(Frozen):
    """A loose object, such as the torch.

    Attributes:
        mass: [kg]; the URDF's inertia is scaled to it.
        length: Along z, from the link origin at the bottom [m].
        grip_diameter: [m].
        grip_zone: Lowest and highest z at which a hand may hold it [m].
        burner: z of the burner's mouth [m].
        centre_of_mass: z [m].
        friction: Coulomb coefficient of its surface [-].
    """

    name: str
    title: str
    source: str
    urdf: str = "robot.urdf"
    link: str
    mass: Positive
    length: Positive
    grip_diameter: Positive
    grip_zone: tuple[float, float]
    burner: Positive
    centre_of_mass: Positive
    friction: Positive
    path: Path = Path()

    @property
    def urdf_path(self) -> Path:
        """The URDF file."""
        return self.path.parent / self.urdf


def load_robot_card(path: Path) -> RobotCard:
    """Read and validate a robot's card.

    Raises:
        CardError: The file is missing, is not YAML, or breaks a rule.
    """
    return _load(path, RobotCard)


def load_prop_card(path: Path) -> PropCard:
    """Read and validate a prop's card.

    Raises:
        CardError: The file is missing, is not YAML, or breaks a rule.
    """
    return _load(path, PropCard)


Card = TypeVar("Card", RobotCard, PropCard)


def _load(path: Path, kind: type[Card]) -> Card:
    """Read a YAML file into a card type."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CardError(f"{path}: cannot be read as a card: {error}") from error
    if not isinstance(data, dict):
        raise CardError(
            f"{path}: a card is a mapping of keys, not {type(data).__name__}"
        )
    try:
        return kind.model_validate({**data, "path": path})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CardError(
            f"{path}: {where}: {first['msg']} (got {first['input']!r})"
        ) from error
