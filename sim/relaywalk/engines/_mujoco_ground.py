"""Builds the ground in MuJoCo: shapes of the world's own body."""

from functools import singledispatch
from typing import Any

import numpy as np

from relaywalk.spatial import wxyz_from_xyzw
from relaywalk.terrains.shapes import Shape
from relaywalk.terrains.shapes.box import Box
from relaywalk.terrains.shapes.height_field import HeightField
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.terrain import Terrain

# The highest bit of an int that is not its sign; bodies count from the lowest.
GROUND_BIT = 1 << 30
ALL_BITS = (1 << 31) - 1
GROUND_GROUP = 2
TORSION, ROLLING = 0.005, 0.0001  # [m], MuJoCo's defaults; unused with condim 3
FIELD_BASE = 0.5  # of solid ground under the lowest node of a height field [m]


def add_ground(mujoco: Any, spec: Any, terrain: Terrain) -> list[Any]:  # noqa: ANN401
    """Add every shape and return them; their friction holds for every pair with them.

    Args:
        mujoco: The library.
        spec: To which it is added.
        terrain: The ground.
    """
    spec.add_texture(
        name="ground",
        type=mujoco.mjtTexture.mjTEXTURE_2D,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_CHECKER,
        rgb1=[0.56, 0.62, 0.60],
        rgb2=[0.50, 0.55, 0.54],
        width=128,
        height=128,
    )
    material = spec.add_material(name="ground", texrepeat=[1, 1], texuniform=True)
    material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = "ground"
    return [
        spec.worldbody.add_geom(
            name=f"ground {number}",
            friction=[terrain.friction, TORSION, ROLLING],
            # else the larger coefficient of the two would hold
            priority=1,
            contype=GROUND_BIT,
            conaffinity=ALL_BITS & ~GROUND_BIT,
            group=GROUND_GROUP,
            material="ground",
            **_geometry(shape, mujoco, spec),
        )
        for number, shape in enumerate(terrain.shapes)
    ]


@singledispatch
def _geometry(shape: Shape, mujoco: Any, spec: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return what MuJoCo is told of a shape: type, size, place."""
    raise TypeError(f"MuJoCo's ground has no {type(shape).__name__}")


@_geometry.register
def _plane(shape: Plane, mujoco: Any, spec: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a plane, z along its normal."""
    # a size of zero: without end
    size = [0.0, 0.0, 1.0]
    return {"type": mujoco.mjtGeom.mjGEOM_PLANE, "size": size, **placed(shape.pose)}


@_geometry.register
def _box(shape: Box, mujoco: Any, spec: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a box; MuJoCo wants half its edges."""
    half = [0.5 * edge for edge in shape.size]
    return {"type": mujoco.mjtGeom.mjGEOM_BOX, "size": half, **placed(shape.pose)}


@_geometry.register
def _height_field(shape: HeightField, mujoco: Any, spec: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a height field; MuJoCo's are from 0 to 1, about their middle."""
    x_min, x_max, y_min, y_max = shape.bounds
    lowest = float(shape.heights.min())
    rise = max(float(np.ptp(shape.heights)), 1e-6)
    rows, columns = shape.heights.shape
    field = spec.add_hfield(
        name=f"ground {len(spec.hfields)}",
        nrow=rows,
        ncol=columns,
        size=[0.5 * (x_max - x_min), 0.5 * (y_max - y_min), rise, FIELD_BASE],
        userdata=((shape.heights - lowest) / rise).ravel().tolist(),
    )
    middle = [0.5 * (x_min + x_max), 0.5 * (y_min + y_max), lowest]
    hfield = mujoco.mjtGeom.mjGEOM_HFIELD
    return {"type": hfield, "hfieldname": field.name, "pos": middle}


def placed(pose: tuple[float, ...]) -> dict[str, Any]:
    """Return a pose (7,) as MuJoCo is told it: position, quaternion wxyz."""
    return {"pos": list(pose[:3]), "quat": wxyz_from_xyzw(np.array(pose[3:])).tolist()}
