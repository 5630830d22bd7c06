"""What a robot has: its joints as people name them; what a run of it records."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relaywalk.robots.card import RobotCard
    from relaywalk.scenario.scenario import Scenario
    from relaywalk.types import Channel

RESOLUTION = 110  # of a picture [dots per inch]
TASK = "relay_100m"  # the scenario whose robot and channels are meant if none is named


def joints(robot: str | None) -> dict[str, str]:
    """Return joint → how people name it, and what its positive direction is.

    Args:
        robot: Name or card; None for the robot of the main scenario.

    Raises:
        ScenarioError: There is no such robot.
        CardError: Its card is wrong.
    """
    card = _card(robot)
    lines = {}
    for joint in card.joints:
        named = card.joint_names.get(joint)
        said = f"{named!s:<26} + {named.positive}" if named else "–"
        lines[joint] = said
    return lines


def draw_joints(robot: str | None, path: Path) -> None:
    """Draw a robot's joints into a PNG file.

    Args:
        robot: Name or card; None for the robot of the main scenario.
        path: Of the file.

    Raises:
        ScenarioError: There is no such robot.
        CardError: Its card is wrong.
        OSError: The file cannot be written.
    """
    from relaywalk.plots.body import joint_axes

    joint_axes.draw_joints(_card(robot)).savefig(path, format="png", dpi=RESOLUTION)


def channels(of: str | None, robot: str | None) -> dict[str, str]:
    """Return channel → its unit and what it is.

    Args:
        of: A run folder, a scenario's name or file; None for the main scenario.
        robot: Name or card of the scenario's robot; None leaves it as it is.

    Raises:
        UnknownName: There is no such scenario.
        ScenarioError: The scenario is wrong, or a run is asked with another robot.
        RecordingError: The recording cannot be read.
    """
    from relaywalk.errors import ScenarioError

    if of is not None and Path(of).is_dir():
        if robot is not None:
            raise ScenarioError(f"--robot: {robot}: not of a run, which has its own")
        return _said(_recorded(Path(of)))
    return _said(_to_record(_scenario(of, robot)))


def _card(robot: str | None) -> "RobotCard":
    """Return the card of the robot that is meant."""
    from relaywalk.errors import ScenarioError
    from relaywalk.robots.catalogue import robot_card
    from relaywalk.scenario.choices import robot_name

    if robot is None:
        scenario = _scenario(None, None)
        robot = scenario.actors[robot_name(scenario)].card
    try:
        return robot_card(robot)
    except ValueError as error:
        raise ScenarioError(f"--robot: {robot}: {error}") from error


def _scenario(of: str | None, robot: str | None) -> "Scenario":
    """Return the scenario that is meant, with its robot."""
    from relaywalk.scenario.choices import named_overrides
    from relaywalk.scenario.scenario import Scenario

    scenario = Scenario.load(of or TASK)
    return scenario.with_overrides(named_overrides(scenario, None, None, robot))


def _to_record(scenario: "Scenario") -> "Iterable[Channel]":
    """Return what a run of a scenario would record."""
    from relaywalk.recording.channels import channel_table
    from relaywalk.simulation.stage import recorded_scene

    return channel_table(recorded_scene(scenario))


def _recorded(folder: Path) -> "Iterable[Channel]":
    """Return what a run has recorded."""
    import relaywalk

    return relaywalk.open(folder).recording.channels.values()


def _said(channels: "Iterable[Channel]") -> dict[str, str]:
    """Return channel → unit and meaning."""
    return {c.name: f"{'[' + c.unit + ']':<8} {c.meaning}" for c in channels}
