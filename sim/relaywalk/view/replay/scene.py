"""What a replay holds: bodies, ground, and one or two runs with their tracks."""

import json
import zlib
from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from relaywalk.robots.card import BodyCard
from relaywalk.view.replay import events, sampling
from relaywalk.view.replay.actors import actors
from relaywalk.view.replay.bodies import Look, body, body_names, look
from relaywalk.view.replay.ground import ground
from relaywalk.view.replay.tracks import Tracks

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

LEVEL = 7  # of compression; 9 takes three times as long for 0.6 % less
JsonObject = dict[str, Any]


def packed(run: "Run", ghost: "Run | None" = None) -> bytes:
    """Return all that the page shows, compressed.

    Unpacked it is the length of a JSON text (4 bytes, little endian), that text, and
    the tracks of all runs, one after another.

    Args:
        run: That is looked at.
        ghost: Shown beside it, pale.

    Raises:
        RecordingError: A recording cannot be read.
        CardError: A body cannot be read.
    """
    cards = [card for each in (run, ghost) if each for card in _cards(each)]
    names = body_names(cards)
    shown = [_shown(run, names, whole=True)]
    if ghost is not None:
        shown.append(_shown(ghost, names, whole=False))
    bodies = {names[look(card)]: card for card in cards}
    head = {
        "ground": ground(run.scenario),
        "bodies": {name: body(card) for name, card in bodies.items()},
        "runs": [said for said, _ in shown],
    }
    text = json.dumps(head, separators=(",", ":"), allow_nan=False).encode()
    parts = (len(text).to_bytes(4, "little"), text, *(t.data for _, t in shown))
    return zlib.compress(b"".join(parts), LEVEL)


def _cards(run: "Run") -> list[BodyCard]:
    """Return the cards of all bodies of a run."""
    return [*run.cards.values(), *run.props.values()]


def _shown(
    run: "Run", names: Mapping[Look, str], *, whole: bool
) -> tuple[JsonObject, Tracks]:
    """Return a run and its tracks.

    Args:
        run: To show.
        names: Of bodies on the page.
        whole: With wrenches, contacts and points; of a ghost motion and torque do.
    """
    scenario, result = run.scenario, run.result
    moved = (*scenario.props, *scenario.loose_objects)
    wanted = [sampling.motion(run.cards, moved), sampling.torques(run.cards)]
    if whole:
        wanted.append(sampling.wrenches(run.cards))
    rows = sampling.sampled_rows(run.recording)
    tracks = sampling.sampled(run.recording, rows, chain(*wanted))
    said = {
        "title": f"{scenario.name}: {scenario.engine}, seed {scenario.seed}",
        "outcome": result.outcome,
        "reason": result.reason,
        "samples": len(rows),
        "actors": actors(run, names),
        "props": {name: names[look(prop)] for name, prop in run.props.items()},
        "phases": events.phases(run),
        "events": events.events(run),
        "tracks": [track._asdict() for track in tracks.tracks],
    }
    return said, tracks
