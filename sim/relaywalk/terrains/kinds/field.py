"""A field of heights along x: waves drawn from the seed, or heights as given."""

from functools import cached_property
from pathlib import Path
from typing import Annotated

import numpy as np

from relaywalk.planar_path import PlanarPose
from relaywalk.schema.faults import Refusals, rule
from relaywalk.schema.quantity import Frozen, Length, quantity, refusal
from relaywalk.terrains.blocks import Across, Along
from relaywalk.terrains.kinds import Ground, stream
from relaywalk.terrains.shapes.height_field import HeightField
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.way import DROP, Way, with_landings
from relaywalk.types import Array

WAVES = 24  # that are added up
MOST_NODES = 100_000  # Bullet takes about 130 000
Height = Annotated[float, quantity("m", -100.0, 100.0)]


class Params(Frozen):
    """The heights and where they are; 20 m of level ground come before and after them.

    Attributes:
        begin: Where they begin, along x [m].
        length: Of the waves along x [m].
        width: Of the waves; beside them the ground is lower [m].
        spacing: From a node to the next [m].
        amplitude: Of the waves: the largest height or depth [m].
        wavelength: Of the shortest wave; the longest is twice as long [m].
        heights: Instead of waves: of the nodes, a row for each y from the right to
            the left, in it a number for each x [m].
        file: CSV file with the same, instead of waves.
    """

    begin: Length = 1.0
    length: Along = 20.0
    width: Across = 4.0
    spacing: Annotated[float, quantity("m", 0.02, 5.0)] = 0.1
    amplitude: Annotated[float, quantity("m", 0.0, 1.0)] = 0.02
    wavelength: Annotated[float, quantity("m", 0.1, 100.0)] = 2.0
    heights: tuple[tuple[Height, ...], ...] | None = None
    file: str | None = None

    @rule
    def _is_a_grid(self) -> Refusals:
        """Refuse heights that are no grid, or that are given twice."""
        if self.heights is not None and self.file is not None:
            yield refusal("null where heights are given", ("file",), value=self.file)
        elif self.file is not None:
            yield from _no_grid(self.given, ("file",), self.file)
        elif self.heights is not None:
            yield from _no_grid(self.given, ("heights",), f"{len(self.heights)} rows")
        elif self._waves > MOST_NODES:
            allowed = f"a spacing with at most {MOST_NODES} nodes in all"
            yield refusal(allowed, ("spacing",), value=self.spacing)

    @property
    def _waves(self) -> float:
        """Nodes of the waves."""
        return self.length / self.spacing * (self.width / self.spacing)

    @cached_property
    def given(self) -> Array | None:
        """Heights (rows, columns) that are given, empty if they are no grid [m]."""
        if self.file is not None:
            return _read(Path(self.file))
        if self.heights is None:
            return None
        even = len({len(row) for row in self.heights}) == 1
        return np.array(self.heights) if even else np.zeros((0, 0))


def _read(path: Path) -> Array:
    """Return the numbers (rows, columns) of a CSV file, empty if it has no grid.

    Raises:
        PydanticCustomError: There is no such file.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        rows = [[float(x) for x in line.split(",")] for line in lines if line.strip()]
        return np.array(rows)
    except OSError as error:
        raise refusal("a CSV file that is there", ("file",), value=str(path)) from error
    except ValueError:
        return np.zeros((0, 0))


def _no_grid(heights: Array | None, path: tuple[str, ...], value: str) -> Refusals:
    """Refuse what is no grid of numbers, at least 2 by 2."""
    if heights is None or heights.ndim != 2 or min(heights.shape) < 2:
        yield refusal(
            "rows of equally many numbers, at least 2 by 2", path, value=value
        )
    elif heights.size > MOST_NODES or not np.isfinite(heights).all():
        yield refusal(f"at most {MOST_NODES} finite numbers", path, value=value)


def build(params: Params, seed: int) -> Ground:
    """Return the field between two landings at z = 0."""
    heights = params.given
    if heights is None:
        heights = waves(params, stream(seed))
    rows, columns = heights.shape
    length, width = ((n - 1) * params.spacing for n in (columns, rows))
    field = HeightField((params.begin, -0.5 * width), params.spacing, heights)
    way = Way(PlanarPose(params.begin, 0.0, 0.0), 0.0, length, width)
    landings = with_landings(way)
    even = way.slab((0.0, length), top=float(heights.mean()))
    base = Plane(min(float(heights.min()), 0.0) - DROP)
    return Ground((base, field, *landings.boxes), (base, even, *landings.coarse))


def waves(params: Params, random: np.random.Generator) -> Array:
    """Return heights (rows, columns) of waves in all directions [m].

    z = Σ sin(k_i · p + φ_i), 2π/|k_i| between one and two wavelengths, scaled to the
    amplitude. Over a wavelength at either end they rise from nothing.
    """
    columns, rows = (
        max(round(extent / params.spacing), 1) + 1
        for extent in (params.length, params.width)
    )
    x, y = np.arange(columns) * params.spacing, np.arange(rows) * params.spacing
    direction, phase = random.uniform(0.0, 2.0 * np.pi, (2, WAVES))
    number = 2.0 * np.pi / (params.wavelength * random.uniform(1.0, 2.0, WAVES))
    along, across = number * np.cos(direction), number * np.sin(direction)
    angle = y[:, None, None] * across + x[:, None] * along + phase
    heights = np.sin(angle).sum(axis=2)
    share = np.clip(np.minimum(x, x[-1] - x) / params.wavelength, 0.0, 1.0)
    heights *= share * share * (3.0 - 2.0 * share)  # smooth at both ends of the rise
    return heights * (params.amplitude / np.abs(heights).max())
