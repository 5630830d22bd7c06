"""Rows of one batch, filled in place, one control period after another."""

from collections.abc import Mapping
from itertools import product

import numpy as np

from relaywalk.recording.channels import POSE, TWIST, WRENCH, RecordedScene
from relaywalk.types import ActorSignals, Array, Observation

MOTION = len(POSE) + len(TWIST)  # numbers of a base
PER_JOINT = 3  # position, velocity, torque


class RowBlock:
    """Preallocated rows; where each part of an observation goes is settled once.

    What a controller or an engine may overwrite is copied at once. Joint wrenches, half
    of a row, are read when the rows are asked for: an engine may compute those of many
    periods together.

    Attributes:
        scene: Whose quantities the rows hold.
    """

    def __init__(self, scene: RecordedScene, capacity: int) -> None:
        """Make room.

        Args:
            scene: Whose quantities are recorded.
            capacity: Rows, at most.
        """
        self.scene, self._moved = scene, scene.moved
        self._frames = {n: tuple(c.contact_frames) for n, c in scene.actors.items()}
        self._grips = {
            name: tuple(product(card.hands, scene.props))
            for name, card in scene.actors.items()
        }
        self._seen: list[Observation] = []
        self._told: list[Mapping[str, ActorSignals]] = []
        self._lay_out()
        copied, row = self._copies[-1]
        self._copied = np.empty((capacity, copied.stop))
        self._rows = np.empty((capacity, row.stop))

    def _lay_out(self) -> None:
        """Settle where a row has wrenches; what is copied lies around them."""
        self._wrenches: dict[str, slice] = {}
        self._copies: list[tuple[slice, slice]] = []  # in what was copied, in the row
        copied, place, width = 0, 1, 0  # the time comes first
        for name, card in self.scene.actors.items():
            joints = len(card.joints)
            width += MOTION + PER_JOINT * joints
            wrenches = slice(place + width, place + width + len(WRENCH) * joints)
            self._copies.append(_pair(copied, place, width))
            self._wrenches[name] = wrenches
            copied, place = copied + width, wrenches.stop
            width = len(WRENCH) * len(card.contact_frames)
            width += (len(WRENCH) + 1) * len(self._grips[name])
            width += len(self.scene.signals.get(name, ()))
        width += len(POSE) * len(self._moved) + len(self.scene.burning)
        self._copies.append(_pair(copied, place, width))

    def __len__(self) -> int:
        """Return how many rows are filled."""
        return len(self._seen)

    def add(
        self, observation: Observation, signals: Mapping[str, ActorSignals]
    ) -> None:
        """Fill the next row.

        Args:
            observation: At the end of a control period.
            signals: Actor → its phase, and the values of its channels.
        """
        parts: list[Array] = []
        for name, frames in self._frames.items():
            seen = observation.actors[name]
            state, contact, grip = seen.state, seen.contact_wrench, seen.prop_wrench
            squeeze = [seen.prop_grip[pair] for pair in self._grips[name]]
            parts += (
                state.pose_base_in_world,
                state.twist_base_in_base,
                state.joint_position,
                state.joint_velocity,
                seen.joint_torque,
                *[contact[frame] for frame in frames],
                *[grip[pair] for pair in self._grips[name]],
                np.array(squeeze, dtype=float),
                signals[name].values,
            )
        props = observation.props
        parts += [props[name].pose_in_world for name in self._moved]
        if burning := self.scene.burning:
            parts.append(np.array([float(props[name].lit) for name in burning]))
        np.concatenate(parts, out=self._copied[len(self._seen)])
        self._seen.append(observation)
        self._told.append(signals)

    def rows(self) -> Array:
        """Return the filled rows (k, channels), columns as `channel_table` has them.

        They are overwritten after `clear`.
        """
        count = len(self)
        rows = self._rows[:count]
        rows[:, 0] = [seen.time for seen in self._seen]
        for copied, place in self._copies:
            rows[:, place] = self._copied[:count, copied]
        for name, place in self._wrenches.items():
            wrenches = [seen.actors[name].joint_wrench for seen in self._seen]
            width = place.stop - place.start
            rows[:, place] = np.concatenate(wrenches).reshape(count, width)
        return rows

    def phases(self) -> list[list[str]]:
        """Return each actor's phase in the filled rows (k,)."""
        return [[told[name].phase for told in self._told] for name in self._frames]

    def clear(self) -> None:
        """Begin again with the first row."""
        self._seen.clear()
        self._told.clear()


def _pair(one: int, other: int, width: int) -> tuple[slice, slice]:
    """Return the slices of one width from two places on."""
    return slice(one, one + width), slice(other, other + width)
