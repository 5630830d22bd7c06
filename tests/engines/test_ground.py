"""Every kind of terrain is as high in an engine as it says, and grips as it says."""

import numpy as np
import pytest

from relaywalk import registry
from relaywalk.scenario.terrain_entry import TerrainEntry
from relaywalk.terrains.resting import resting
from relaywalk.terrains.shapes.plane import Plane
from relaywalk.terrains.solid import Solid, lower_side
from relaywalk.terrains.terrain import Terrain
from relaywalk.types import GRAVITY

COURSE = [
    {"at": {"x": 2.0, "yaw": 0.4}, "length": 3.0, "slope": 0.0873},
    {"length": 2.0, "tiles": {"size": 0.4}},
    {"length": 3.0, "slope": -0.0873},
    {"at": {"x": -3.0, "y": -2.0, "z": 0.02, "yaw": -2.0}, "length": 4.0, "steps": {}},
]
BLOCKS = {  # what shows most of a kind; a kind that is not here is as its defaults are
    "plane": {"slope": 0.1},
    "tiles": {"size": 0.4, "spread": 0.03, "begin": -1.0, "length": 4.0},
    "steps": {"edges": [{"x": 1.0, "rise": 0.02}, {"x": 2.0, "rise": -0.03}]},
    "field": {"amplitude": 0.1, "wavelength": 0.8, "begin": -2.0, "length": 6.0},
    "course": {"base": -0.02, "patches": COURSE},
}
KINDS = registry.modules("relaywalk.terrains.kinds")


def terrain_of(kind):
    """Return a terrain of a kind."""
    return TerrainEntry.model_validate({"kind": kind, **BLOCKS.get(kind, {})}).build(3)


def heights(engine, points):
    """Return where vertical rays from 5 m above meet what an engine has built [m]."""
    if engine.name == "pybullet":
        hits = engine._bullet.rayTestBatch(
            [[x, y, 5.0] for x, y in points],
            [[x, y, -5.0] for x, y in points],
            physicsClientId=engine._client,
        )
        return np.array([hit[3][2] for hit in hits])
    ray, model, data = engine._mujoco.mj_ray, engine._model, engine._data
    geom, down = np.zeros(1, dtype=np.int32), np.array([0.0, 0.0, -1.0])
    starts = [np.array([x, y, 5.0]) for x, y in points]
    return np.array(
        [5.0 - ray(model, data, start, down, None, 1, -1, geom) for start in starts]
    )


@pytest.fixture
def built(lab):
    """Return a function that builds ground, and solids on it, in an engine."""
    swing = lab.robot("pendulum")

    def build(terrain, **solids):
        engine = lab.engine({"swing": swing}, terrain=terrain, solids=solids)
        engine.reset({"swing": lab.state(swing, (0.0, 50.0, 3.0))}, {})
        return engine, {"swing": lab.torque(swing, 0.0)}

    return build


@pytest.mark.parametrize("kind", KINDS)
def test_ground_is_as_high_as_it_says(built, kind):
    terrain = terrain_of(kind)
    engine, _ = built(terrain)
    points = np.random.default_rng(1).uniform((-4.0, -3.0), (9.0, 4.0), (200, 2))
    gap = np.abs(heights(engine, points) - terrain.heights(points))
    # at an edge a hair's breadth decides on which side a ray comes down
    assert np.count_nonzero(gap > 1e-5) <= 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_ball_comes_to_rest_on_the_ground(built, kind):
    """It may have rolled; where it is, it touches."""
    terrain, radius = terrain_of(kind), 0.05
    rest = resting(terrain, 0.4, 0.2, np.array([[0.0, 0.0, -radius]]))
    pose = (0.4, 0.2, rest.height + 0.002, 0.0, 0.0, 0.0, 1.0)
    engine, still = built(terrain, ball=Solid("sphere", (radius,), pose, 2.0, 0.5))
    for _ in range(100):
        seen = engine.step(still)
    x, y, z = seen.props["ball"].pose_in_world[:3]
    gap = (z - terrain.height(x, y)) * terrain.normal(x, y)[2] - radius
    assert abs(gap) < 1e-3
    assert seen.other_contacts == (("ball/ball", "ground"),)


def sliding(built, slope, friction, surface=0.5):
    """Return how far a block on a slope goes down it in half a second [m]."""
    terrain, size = Terrain((Plane(slope=slope),), friction), (0.3, 0.3, 0.1)
    rest = resting(terrain, 2.0, 0.0, lower_side("box", size))
    pose = (2.0, 0.0, rest.height, *Plane(slope=slope).pose[3:])
    engine, still = built(terrain, block=Solid("box", size, pose, 5.0, surface))
    for _ in range(250):
        seen = engine.step(still)
    return (2.0 - seen.props["block"].pose_in_world[0]) / np.cos(slope)


def test_a_block_stays_on_a_slope_that_is_less_than_its_friction(built):
    assert abs(sliding(built, 0.25, 0.3)) < 1e-3


def test_a_block_slides_down_a_slope_that_is_more_than_its_friction(built):
    slope, friction = 0.4, 0.3
    acceleration = GRAVITY * (np.sin(slope) - friction * np.cos(slope))
    expected = 0.5 * acceleration * 0.5**2
    assert sliding(built, slope, friction) == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize("surface", [0.2, 0.8])
def test_a_block_of_another_surface_slides_by_the_root_of_it(built, surface):
    slope, friction = 0.5, 0.3
    pair = friction * np.sqrt(surface / 0.5)
    acceleration = GRAVITY * (np.sin(slope) - pair * np.cos(slope))
    expected = 0.5 * acceleration * 0.5**2
    assert sliding(built, slope, friction, surface) == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize("kind", KINDS)
def test_a_snapshot_holds_ground_and_solids(built, kind):
    terrain = terrain_of(kind)
    pose = (0.4, 0.2, terrain.height(0.4, 0.2) + 0.3, 0.0, 0.0, 0.0, 1.0)
    engine, still = built(
        terrain,
        ball=Solid("sphere", (0.1,), pose, 2.0, 0.5),
        wall=Solid("box", (0.1, 2.0, 1.0), (1.0, 0.0, 0.5, 0, 0, 0, 1.0), 0.0, 0.5),
    )
    for _ in range(100):
        engine.step(still)
    kept = engine.snapshot()
    first = [engine.step(still) for _ in range(100)]
    engine.restore(kept)
    again = [engine.step(still) for _ in range(100)]
    for one, other in zip(first, again, strict=True):
        before, after = (seen.props["ball"].pose_in_world for seen in (one, other))
        assert (before == after).all()


def test_what_runs_into_a_fixed_solid_is_said_to_touch_it(built):
    """A block that slides down ends at the wall, which does not move."""
    slope = Plane(slope=0.4)
    terrain, size = Terrain((slope,), 0.1), (0.3, 0.3, 0.1)
    rest = resting(terrain, 2.0, 0.0, lower_side("box", size))
    start = (2.0, 0.0, rest.height, *slope.pose[3:])
    wall = Solid("box", (0.2, 2.0, 2.0), (1.0, 0.0, 0.4, 0, 0, 0, 1.0), 0.0, 0.5)
    block = Solid("box", size, start, 5.0, 0.5)
    engine, still = built(terrain, block=block, wall=wall)
    for _ in range(750):
        seen = engine.step(still)
    assert seen.touching == (("block", "wall"),)
    assert set(seen.props) == {"block"}
    assert seen.props["block"].pose_in_world[0] == pytest.approx(1.25, abs=0.03)


def test_a_reset_puts_solids_back_or_where_it_is_told(built, lab):
    ball = Solid("sphere", (0.1,), (0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0), 2.0, 0.5)
    engine, still = built(terrain_of("plane"), ball=ball)
    for _ in range(10):
        engine.step(still)
    swing = {"swing": lab.state(lab.robot("pendulum"), (0.0, 50.0, 3.0))}
    seen = engine.reset(swing, {})
    assert seen.props["ball"].pose_in_world == pytest.approx(np.array(ball.pose))
    there = np.array([1.0, 2.0, 3.0, 0.0, 0.0, 0.0, 1.0])
    seen = engine.reset(swing, {"ball": there})
    assert seen.props["ball"].pose_in_world == pytest.approx(there)
    assert seen.props["ball"].twist_in_world == pytest.approx(np.zeros(6))
