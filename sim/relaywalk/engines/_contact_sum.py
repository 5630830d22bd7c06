"""Contact points summed into the wrenches that the cards ask for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from relaywalk.robots.card import RobotCard
from relaywalk.spatial import cross
from relaywalk.types import Array

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class ContactRows:
    """Contact points of one control period, one row each.

    Attributes:
        substep: (k,) physics step of the period, from 0.
        link_1, link_2: (k,) places in the `ContactSum`'s list of links.
        point_1, point_2: (k, 3) where the force acts on either, in world [m].
        force: (k, 3) on the first link, in world [N].
    """

    substep: Indices
    link_1: Indices
    link_2: Indices
    point_1: Array
    point_2: Array
    force: Array


class ContactSum:
    """Knows which link belongs to which contact frame.

    Attributes:
        frames: (actor, contact-frame name) of each frame.
    """

    frames: tuple[tuple[str, str], ...]

    def __init__(
        self, actors: Mapping[str, RobotCard], links: Iterable[tuple[str, str]]
    ) -> None:
        """Sort the links.

        Args:
            actors: Actor name → card.
            links: (body, link) of every link of the scene; places in this list
                stand for the links in `ContactRows`.
        """
        self._links = tuple(links)
        self.frames = tuple(
            (actor, name)
            for actor, card in actors.items()
            for name in card.contact_frames
        )
        home = {
            (actor, link): place
            for place, (actor, name) in enumerate(self.frames)
            for link in actors[actor].contact_frames[name].links
        }
        nowhere = len(self.frames)
        self._frame_of = np.array([home.get(link, nowhere) for link in self._links])
        self._of_actor = {
            actor: [
                (place, name)
                for place, (owner, name) in enumerate(self.frames)
                if owner == actor
            ]
            for actor in actors
        }

    def wrenches(self, rows: ContactRows, origins: Array) -> Array:
        """Return the mean wrench (frames, 6) on each frame's links, world axes.

        Args:
            rows: The contact points; those inside one frame's links cancel.
            origins: (substeps, frames + 1, 3) of the frames in world [m]; the last
                is a dummy.
        """
        total = np.zeros((len(self.frames) + 1, 6))
        frame_1, frame_2 = self._frame_of[rows.link_1], self._frame_of[rows.link_2]
        outside = (frame_1 != frame_2).astype(float)[:, None]
        force = rows.force * outside
        for frame, point, push in (
            (frame_1, rows.point_1, force),
            (frame_2, rows.point_2, -force),
        ):
            moment = cross(point - origins[rows.substep, frame], push)
            np.add.at(total, frame, np.concatenate((push, moment), axis=1))
        mean: Array = total[:-1] / origins.shape[0]
        return mean

    def by_actor(self, wrenches: Array) -> dict[str, dict[str, Array]]:
        """Return actor → contact-frame name → (6,) from the array of all frames."""
        return {
            actor: {name: wrenches[place] for place, name in own}
            for actor, own in self._of_actor.items()
        }

    def others(self, rows: ContactRows) -> tuple[tuple[str, str], ...]:
        """Return the pairs of bodies in contact that no frame accounts for."""
        nowhere = len(self.frames)
        free = (self._frame_of[rows.link_1] == nowhere) & (
            self._frame_of[rows.link_2] == nowhere
        )
        if not free.any():
            return ()
        pairs = zip(rows.link_1[free], rows.link_2[free], strict=True)
        named = {tuple(sorted((self._name(a), self._name(b)))) for a, b in pairs}
        return tuple(sorted((first, second) for first, second in named))

    def _name(self, place: int) -> str:
        """Return "body/link", the ground being "ground"."""
        body, link = self._links[place]
        return body if body == link == "ground" else f"{body}/{link}"
