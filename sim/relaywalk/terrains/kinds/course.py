"""Patches of ground laid one after the other, or anywhere, on a level plane."""

from collections.abc import Iterator
from itertools import accumulate
from typing import Annotated

from pydantic import Field

from relaywalk.planar_path import PlanarPose
from relaywalk.schema.faults import Refusals, below, rule
from relaywalk.schema.quantity import Angle, Frozen, Length, quantity, refusal
from relaywalk.terrains.blocks import Across, Along, Paving, Steps
from relaywalk.terrains.kinds import Ground, stream
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.way import Built, Way

ORIGIN = PlanarPose(0.0, 0.0, 0.0), 0.0  # where the first patch begins by default
ROUNDING = 1e-9  # [m]


class At(Frozen):
    """The middle of a patch's near end, in world.

    Attributes:
        x, y: Where it is on the map [m].
        z: Its height [m].
        yaw: Heading in which the patch goes on [rad].
    """

    x: Length = 0.0
    y: Length = 0.0
    z: Length = 0.0
    yaw: Angle = 0.0


class Patch(Frozen):
    """A straight stretch of ground.

    Attributes:
        at: Where it begins; null: where the one before ends, as high as that is there.
        length: On the map [m].
        width: Across, half of it to each side [m].
        slope: Up along it [rad].
        tiles: It is paved with these, if any.
        steps: It has these, if any; x from its start.
    """

    at: At | None = None
    length: Along
    width: Across = 4.0
    slope: Annotated[float, quantity("rad", -0.5, 0.5)] = 0.0
    tiles: Paving | None = None
    steps: Steps | None = None

    @rule
    def _is_one_of_them(self) -> Refusals:
        """Refuse tiles with steps, too many tiles, and steps beyond the end."""
        if self.tiles is not None and self.steps is not None:
            yield refusal("null where there are tiles", ("steps",), value="steps")
        if self.tiles is not None:
            yield from below(("tiles",), self.tiles.too_many(self.length, self.width))
        if self.steps is not None:
            yield from below(("steps",), self.steps.beyond(self.length))

    @property
    def levels(self) -> tuple[float, ...]:
        """Of the treads, above the even way; 0 first [m]."""
        edges = self.steps.on(self.length) if self.steps else ()
        return tuple(accumulate((edge.rise for edge in edges), initial=0.0))

    def way(self, before: tuple[PlanarPose, float]) -> Way:
        """Return it in its place, after what ends at a pose and a z [m]."""
        start, level = before
        if self.at is not None:
            start, level = PlanarPose(self.at.x, self.at.y, self.at.yaw), self.at.z
        return Way(start, level, self.length, self.width, self.slope)


class Params(Frozen):
    """The patches, and the plane that they lie on.

    Attributes:
        base: The z of the plane; no patch reaches below it [m].
        patches: In order.
    """

    base: Length = 0.0
    patches: Annotated[tuple[Patch, ...], Field(min_length=1)] = (Patch(length=10.0),)

    @rule
    def _lie_on_the_base(self) -> Refusals:
        """Refuse a patch part of which the plane would hide."""
        for number, (patch, way) in enumerate(laid(self.patches)):
            scatter = patch.tiles.spread if patch.tiles else 0.0
            end = way.after(patch.levels[-1])[1]
            lowest = min(way.level + min(patch.levels), end) - scatter
            if lowest < self.base - ROUNDING:
                allowed = (
                    f"patches above the base, {self.base:g} m; this one reaches down "
                    f"to {lowest:.3g} m: raise its at.z, or set base lower"
                )
                yield refusal(allowed, ("patches", number), value=f"patch {number}")


def laid(patches: tuple[Patch, ...]) -> Iterator[tuple[Patch, Way]]:
    """Yield each patch with its way, in its place."""
    end = ORIGIN
    for patch in patches:
        way = patch.way(end)
        yield patch, way
        end = way.after(patch.levels[-1])


def build(params: Params, seed: int) -> Ground:
    """Return the plane and all patches; tiles are drawn patch after patch."""
    random, built = stream(seed), Built((), ())
    for patch, way in laid(params.patches):
        if patch.tiles is not None:
            built += way.paved(patch.tiles, random)
        elif patch.steps is not None:
            built += way.stepped(patch.steps.on(patch.length))
        else:
            built += way.plain()
    base = Plane(params.base)
    return Ground((base, *built.boxes), (base, *built.coarse))
