"""Engines: rigid-body physics behind one contract.

An engine knows bodies, props and ground; nothing of phases, controllers or
recordings. The file name is the keyword in a scenario. All engines give the same
quantities in the same frames, those of `relaywalk.types`.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from relaywalk import registry
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.terrains.solid import Solid
from relaywalk.terrains.terrain import Terrain, level
from relaywalk.types import Array, Command, MassProperties, Observation, RobotState

LEVEL = level()


@dataclass(frozen=True, slots=True)
class Scene:
    """All that an engine has to build.

    Attributes:
        actors: Actor name → card.
        props: Prop name → card.
        timestep: Physics step [s].
        substeps: Physics steps in one control period.
        terrain: The ground; its friction is exactly the coefficient between it
            and soles, in every engine. None: no ground, as in free flight.
        solids: Name → body of one simple shape, fixed or loose.
    """

    actors: Mapping[str, RobotCard]
    props: Mapping[str, PropCard]
    timestep: float = 0.001
    substeps: int = 2
    terrain: Terrain | None = LEVEL
    solids: Mapping[str, Solid] = field(default_factory=dict)

    @property
    def loose(self) -> dict[str, Solid]:
        """The solids that move."""
        return {name: solid for name, solid in self.solids.items() if solid.loose}


@dataclass(frozen=True, slots=True)
class Camera:
    """A pinhole camera: what a picture of a scene is taken with.

    Attributes:
        eye_in_world: (3,) [m].
        target_in_world: (3,) [m].
        width, height: [pixel].
        field_of_view: Vertical [deg].
    """

    eye_in_world: tuple[float, float, float]
    target_in_world: tuple[float, float, float]
    width: int = 640
    height: int = 480
    field_of_view: float = 45.0


class Engine(ABC):
    """Physics for a scene.

    Attributes:
        name: The keyword, "mujoco" or "pybullet".
        version: Of the library.
        stepping_time: Wall time spent inside the library's own step call [s].
    """

    name: ClassVar[str]
    version: str
    stepping_time: float

    @abstractmethod
    def __init__(self, scene: Scene) -> None:
        """Build the scene.

        Raises:
            MissingDependency: The library is not installed.
            CardError: A body cannot be built as its card says.
        """

    @abstractmethod
    def reset(
        self, states: Mapping[str, RobotState], prop_poses: Mapping[str, Array]
    ) -> Observation:
        """Put every body in place, at time 0, and say where it is.

        Args:
            states: Actor name → state. A guided actor's base pose is the pose of
                its fixed root in world (its planar joints are among its joints).
            prop_poses: Prop name → (7,) pose of its link frame in world. Loose
                solids that are not among them go back to where they were at first.
        """

    @abstractmethod
    def step(self, commands: Mapping[str, Command]) -> Observation:
        """Advance one control period; the servo law runs at every physics step."""

    @abstractmethod
    def apply_wrench(self, body: str, link: str, wrench_in_world: Array) -> None:
        """Push a link at its CoM during the next control period only.

        Args:
            body: Name of the actor or prop.
            link: Its name in the URDF.
            wrench_in_world: (6,) force [N] and moment [N·m].
        """

    @abstractmethod
    def snapshot(self) -> bytes:
        """Return the whole state; `restore` continues from it bit for bit."""

    @abstractmethod
    def restore(self, snapshot: bytes) -> None:
        """Return to a snapshot of this same scene."""

    @abstractmethod
    def mass_properties(self, actor: str) -> MassProperties:
        """Return what the engine makes of an actor's masses, to be checked."""

    @abstractmethod
    def gravity_torque(self, actor: str, joint_position: Array) -> Array:
        """Return the joint torque (n,) that holds an actor still, to be checked.

        Joints are in card order, the base is upright, and nothing is touched. The
        state of the engine is left as it was.

        Args:
            actor: Its name.
            joint_position: (n,) [rad].
        """

    @abstractmethod
    def close(self) -> None:
        """Free the engine; a second call does nothing."""


def engine_class(name: str) -> type[Engine]:
    """Return the one engine that a file here defines.

    Raises:
        UnknownName: There is no such file.
    """
    # mypy takes an abstract class for no argument of type[...]
    return registry.implementation(__name__, name, Engine)  # type: ignore[type-abstract]
