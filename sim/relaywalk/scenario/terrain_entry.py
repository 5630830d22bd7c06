"""The terrain of a scenario."""

from typing import Annotated, ClassVar

from relaywalk import registry
from relaywalk.scenario.kind_entry import KindEntry
from relaywalk.schema.quantity import quantity
from relaywalk.terrains.terrain import FRICTION, Terrain


class TerrainEntry(KindEntry):
    """The ground on which everything happens.

    Attributes:
        kind: A file name in `terrains/kinds/`.
        friction: Coulomb coefficient under the soles [-].
        params: The kind's own block.
    """

    PACKAGE: ClassVar[str] = "relaywalk.terrains.kinds"

    friction: Annotated[float, quantity("-", 0.0, 2.0, open_low=True)] = FRICTION

    def build(self, seed: int) -> Terrain:
        """Return the ground.

        Args:
            seed: Of the scenario.
        """
        ground = registry.module(self.PACKAGE, self.kind).build(self.params, seed)
        return Terrain(ground.shapes, self.friction, ground.coarse)


LEVEL = TerrainEntry.model_validate({"kind": "plane"})  # where nothing is said
