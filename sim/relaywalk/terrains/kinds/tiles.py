"""A paved way along x: tiles of slightly different height, joints between them."""

from relaywalk.planar_path import PlanarPose
from relaywalk.schema.faults import Refusals, rule
from relaywalk.schema.quantity import Length
from relaywalk.terrains.blocks import Across, Along, Paving
from relaywalk.terrains.kinds import Ground, stream
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.way import DROP, JOINT_DEPTH, Way, with_landings


class Params(Paving):
    """The tiles and where they lie; 20 m of level ground come before and after them.

    Attributes:
        begin: Where the first ones are, along x [m].
        length: Of the tiles along x [m].
        width: Of the way; beside it the ground is lower [m].
    """

    begin: Length = 1.0
    length: Along = 20.0
    width: Across = 4.0

    @rule
    def _not_too_many(self) -> Refusals:
        """Refuse more tiles than an engine takes."""
        yield from self.too_many(self.length, self.width)


def build(params: Params, seed: int) -> Ground:
    """Return the tiles between two landings, as high as they should be on average."""
    start = PlanarPose(params.begin, 0.0, 0.0)
    way = Way(start, 0.0, params.length, params.width)
    built = way.paved(params, stream(seed)) + with_landings(way)
    base = Plane(-params.spread - JOINT_DEPTH - DROP)
    return Ground((base, *built.boxes), (base, *built.coarse))
