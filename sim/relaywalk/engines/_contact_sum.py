"""Contact points summed into the wrenches that the cards ask for."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from relaywalk.robots.card import RobotCard
from relaywalk.spatial import cross
from relaywalk.types import Array

Indices = NDArray[np.intp]
Pairs = tuple[tuple[str, str], ...]
GROUND = "ground"


@dataclass(frozen=True, slots=True)
class ContactSides:
    """Contact points of one control period, one row for either side of each.

    Attributes:
        substep: (2k,) physics step of the period, from 0.
        link: (2k,) index in the `ContactSum`'s list of links; the second half
            are the partners of the first.
        wrench: (2k, 6) on that link about the world's origin [N, N·m].
    """

    substep: Indices
    link: Indices
    wrench: Array


def contact_sides(
    substep: Indices, links: tuple[Indices, Indices], points: Array, force: Array
) -> ContactSides:
    """Return both sides of contact points.

    Args:
        substep: (k,) physics step of the period, from 0.
        links: (k,) and (k,) indices of the first and of the second link.
        points: (2k, 3) where the force acts on the first, then on the second
            link, in world [m].
        force: (k, 3) on the first link, in world [N].
    """
    both = np.concatenate((force, -force))
    return ContactSides(
        substep=np.concatenate((substep, substep)),
        link=np.concatenate(links),
        wrench=np.concatenate((both, cross(points, both)), axis=1),
    )


def summed(indices: Indices, values: Array, count: int) -> Array:
    """Return (count, m): the sum of the rows of values (k, m) at each index."""
    width = values.shape[1]
    cells = indices[:, None] * width + np.arange(width)
    total = np.bincount(cells.ravel(), values.ravel(), count * width)
    return total.reshape(count, width).astype(float, copy=False)  # int if k = 0


def _mean_at(place: Indices, sides: ContactSides, origins: Array) -> Array:
    """Return the mean wrench (places, 6) at each place's origin, world axes.

    Args:
        place: (2k,) of each row of the sides; beyond the last for none.
        sides: The contact points.
        origins: (substeps, places, 3) in world [m].
    """
    substeps, places = origins.shape[:2]
    index = place + (places + 1) * sides.substep
    total = summed(index, sides.wrench, substeps * (places + 1))
    total = total.reshape(substeps, places + 1, 6)[:, :-1]
    total[..., 3:] -= cross(origins, total[..., :3])
    return np.add.reduce(total, axis=0) / substeps


class ContactSum:
    """Knows which link belongs to which contact frame.

    Attributes:
        frames: (actor, contact-frame name) of each frame.
        frame_of: (links,) index of each link's frame; beyond the last for none.
        props: Names of the bodies that hands grip.
        prop_of: (links,) index of the prop that each link is of; −1 for none.
    """

    frames: tuple[tuple[str, str], ...]
    frame_of: Indices
    props: tuple[str, ...]
    prop_of: Indices

    def __init__(
        self,
        actors: Mapping[str, RobotCard],
        links: Iterable[tuple[str, str]],
        props: Collection[str],
    ) -> None:
        """Sort the links.

        Args:
            actors: Actor name → card.
            links: (body, link) of every link of the scene; indices in this list
                stand for the links in `ContactSides`.
            props: Names of the bodies that hands grip.
        """
        self._links, self.props = tuple(links), tuple(props)
        self.frames = tuple(
            (actor, name)
            for actor, card in actors.items()
            for name in card.contact_frames
        )
        home = {
            (actor, link): index
            for index, (actor, name) in enumerate(self.frames)
            for link in actors[actor].contact_frames[name].links
        }
        self._bodies = tuple(dict.fromkeys(body for body, _ in self._links))
        self._body = np.array([self._bodies.index(body) for body, _ in self._links])
        places = {name: place for place, name in enumerate(self.props)}
        self.prop_of = np.array([places.get(body, -1) for body, _ in self._links])
        self._touching = self._which_touch(actors)
        # one bin more: links of no frame are counted there, and dropped
        nowhere = len(self.frames)
        self.frame_of = np.array([home.get(link, nowhere) for link in self._links])
        self._free = np.logical_and.outer(*2 * (self.frame_of == nowhere,))
        self._noted = self._free | self._touching
        self._sort_frames(actors)

    def _sort_frames(self, actors: Mapping[str, RobotCard]) -> None:
        """Note where each actor's frames are, and where its hands with each prop."""
        self._of_actor = {
            actor: [
                (index, name)
                for index, (owner, name) in enumerate(self.frames)
                if owner == actor
            ]
            for actor in actors
        }
        self._grips_of = {
            actor: [
                (index, place, (name, prop))
                for index, name in own
                if name in actors[actor].hands
                for place, prop in enumerate(self.props)
            ]
            for actor, own in self._of_actor.items()
        }

    def wrenches(self, sides: ContactSides, origins: Array) -> Array:
        """Return the mean wrench (frames, 6) on each frame's links, world axes.

        Contacts among one frame's own links cancel.

        Args:
            sides: The contact points.
            origins: (substeps, frames, 3) of the frames in world [m].
        """
        return _mean_at(self.frame_of[sides.link], sides, origins)

    def prop_wrenches(self, sides: ContactSides, origins: Array) -> Array:
        """Return the mean wrench (frames, props, 6) of each prop on each frame's links.

        Args:
            sides: The contact points.
            origins: (substeps, frames, 3) of the frames in world [m].
        """
        frames, props = len(self.frames), len(self.props)
        place = self._grip_places(sides)
        found = _mean_at(place, sides, np.repeat(origins, props, axis=1))
        return found.reshape(frames, props, 6)

    def prop_grips(self, sides: ContactSides, normal: Array, substeps: int) -> Array:
        """Return how hard each prop is squeezed by each frame's links (frames, props).

        It is the sum of the normal forces, whichever way they point: two fingers that
        press from both sides count twice, where their wrench is nothing [N].

        Args:
            sides: The contact points.
            normal: (k,) magnitude of the normal force of each point [N].
            substeps: Of the period, of which this is the mean.
        """
        frames, props = len(self.frames), len(self.props)
        both = np.concatenate((normal, normal))
        total = np.bincount(self._grip_places(sides), both, frames * props + 1)
        return total[:-1].reshape(frames, props) / substeps

    def _grip_places(self, sides: ContactSides) -> Indices:
        """Return (2k,) frame and prop of each row as one number; the last for none."""
        frames, props = len(self.frames), len(self.props)
        partner = np.roll(sides.link, len(sides.link) // 2)
        frame, prop = self.frame_of[sides.link], self.prop_of[partner]
        none = (frame == frames) | (prop < 0)
        return np.where(none, frames * props, frame * props + prop)

    def by_actor(self, wrenches: Array) -> dict[str, dict[str, Array]]:
        """Return actor → contact-frame name → (6,) from the array of all frames."""
        return {
            actor: {name: wrenches[index] for index, name in own}
            for actor, own in self._of_actor.items()
        }

    def by_hand(self, values: Array) -> dict[str, dict[tuple[str, str], Any]]:
        """Return actor → (hand, prop) → (…) from the array (frames, props, …)."""
        return {
            actor: {grip: values[index, place] for index, place, grip in own}
            for actor, own in self._grips_of.items()
        }

    @property
    def noted(self) -> NDArray[np.bool_]:
        """(links, links) pairs whose contact is one of `pairs`."""
        return self._noted

    def pairs(self, links: Iterable[tuple[int, int]]) -> tuple[Pairs, Pairs]:
        """Return `other_contacts` and `touching` of an observation.

        Args:
            links: Indices of the links of each contact.
        """
        others, touching = set(), set()
        for first, second in set(links):
            if self._free[first, second]:
                others.add(self._names(first, second))
            if self._touching[first, second]:
                bodies = self._body[first], self._body[second]
                touching.add(self._body_names(*bodies))
        return tuple(sorted(others)), tuple(sorted(touching))

    def among(self, sides: ContactSides) -> list[tuple[int, int]]:
        """Return the noted pairs of links among contact points."""
        first, second = sides.link.reshape(2, -1)
        found = self._noted[first, second]
        if not found.any():
            return []
        return list(zip(first[found].tolist(), second[found].tolist(), strict=True))

    def _which_touch(self, actors: Mapping[str, RobotCard]) -> NDArray[np.bool_]:
        """Return, for every two links, whether a contact of them is worth a word.

        It is one of two bodies, but not of the ground, nor of a hand and a prop.
        """
        ground = np.array([body == GROUND for body, _ in self._links])
        hands = {
            (actor, link)
            for actor, card in actors.items()
            for hand in card.hands.values()
            for link in hand.links
        }
        hand = np.array([link in hands for link in self._links])
        grip = np.logical_and.outer(hand, self.prop_of >= 0)
        apart = np.not_equal.outer(self._body, self._body)
        return apart & ~np.logical_or.outer(ground, ground) & ~(grip | grip.T)

    def _body_names(self, index_1: int, index_2: int) -> tuple[str, str]:
        """Return the names of two bodies, sorted."""
        first, second = sorted((self._bodies[index_1], self._bodies[index_2]))
        return first, second

    def _names(self, index_1: int, index_2: int) -> tuple[str, str]:
        """Return the names of two links, sorted."""
        first, second = sorted((self._name(index_1), self._name(index_2)))
        return first, second

    def _name(self, index: int) -> str:
        """Return "body/link", the ground being "ground"."""
        body, link = self._links[index]
        return body if body == link == GROUND else f"{body}/{link}"
