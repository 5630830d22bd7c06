"""A way along x with steps across it that nothing tells of."""

from relaywalk.planar_path import PlanarPose
from relaywalk.schema.faults import Refusals, rule
from relaywalk.terrains.blocks import Across, Along, Steps
from relaywalk.terrains.kinds import Ground
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.way import DROP, Way, with_landings


class Params(Steps):
    """The steps, x along the world's; 20 m of level ground come before and after.

    Attributes:
        length: Of the part with steps, from x = 0 [m].
        width: Of the way; beside it the ground is lower [m].
    """

    length: Along = 20.0
    width: Across = 10.0

    @rule
    def _on_the_way(self) -> Refusals:
        """Refuse an edge beyond the end."""
        yield from self.beyond(self.length)


def build(params: Params, seed: int) -> Ground:
    """Return the treads between two landings; nothing of them is random."""
    edges = params.on(params.length)
    way = Way(PlanarPose(0.0, 0.0, 0.0), 0.0, params.length, params.width)
    rise = sum(edge.rise for edge in edges)
    built = way.stepped(edges) + with_landings(way, rise)
    lowest = min(box.pose[2] + 0.5 * box.size[2] for box in built.boxes)
    base = Plane(lowest - DROP)
    return Ground((base, *built.boxes), (base, *built.coarse))
