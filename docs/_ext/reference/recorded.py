"""What a run records, and the joints of each robot."""

import re
from collections.abc import Iterable, Sequence

from reference.markdown import code, sentence, table
from relaywalk.recording.channels import channel_table, phase_channel
from relaywalk.robots.card import RobotCard
from relaywalk.robots.catalogue import robot_card
from relaywalk.scenario.bodies import load_cards
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.stage import recorded_scene
from relaywalk.types import Channel

JOINT = ("joint", "name", "positive direction", "peak torque [N·m]", "rated [N·m]")


def channels(scenario_name: str) -> str:
    """Return a table of the channels of a scenario, alike ones on one line."""
    scenario = Scenario.load(scenario_name)
    actors = load_cards(scenario).actors
    patterns = {
        channel.name: _pattern(channel.name, actors)
        for channel in channel_table(recorded_scene(scenario))
    }
    lines = _joined(channel_table(recorded_scene(scenario)), patterns)
    phase = phase_channel("<actor>")
    lines.append([code(phase), "", "Name of the phase that the actor is in."])
    return table(("channel", "unit", "meaning"), lines)


def joints(robot: str) -> str:
    """Return a table of the joints of a robot, as people name them."""
    card = robot_card(robot)
    return table(JOINT, [_joint(card, joint) for joint in card.joints])


def _joint(card: RobotCard, joint: str) -> list[str]:
    """Return the line of a joint."""
    named, rating = card.joint_names.get(joint), card.ratings[joint]
    rated = rating.rated_torque
    return [
        code(joint),
        str(named or ""),
        named.positive if named else "",
        f"{rating.peak_torque.value:g}",
        f"{rated.value:g}" if rated else "not published",
    ]


def _pattern(name: str, actors: dict[str, RobotCard]) -> str:
    """Return the name of a channel with what differs between bodies left open."""
    actor, _, rest = name.partition(".")
    if actor not in actors:
        return _of_prop(name)
    card = actors[actor]
    part, _, last = rest.partition(".")
    for kind, members in (
        ("joint", card.joints),
        ("foot", card.feet),
        ("hand", card.hands),
    ):
        if part in members:
            return f"<actor>.<{kind}>.{_of_prop(last)}"
    return f"<actor>.{rest}"


def _of_prop(name: str) -> str:
    """Return a name that begins with the torch's with any prop's in its place."""
    return re.sub(r"^torch\.", "<prop>.", name)


def _joined(found: Iterable[Channel], patterns: dict[str, str]) -> list[list[str]]:
    """Return the lines of channels; components with one meaning share a line."""
    lines: dict[tuple[str, str], dict[str, str]] = {}
    for channel in found:
        stem, _, last = patterns[channel.name].rpartition(".")
        key = stem, channel.meaning
        lines.setdefault(key, {})[last] = channel.unit
    return [
        [code(_named(stem, list(axes))), ", ".join(dict.fromkeys(axes.values())), said]
        for (stem, meaning), axes in lines.items()
        for said in [sentence(meaning)]
    ]


def _named(stem: str, axes: Sequence[str]) -> str:
    """Return the name of a line's channels."""
    last = axes[0] if len(axes) == 1 else "{" + ",".join(axes) + "}"
    return f"{stem}.{last}" if stem else last
