"""A mesh is found from the URDF's folder, by every reader of the URDF alike."""

import struct
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from scipy.spatial import ConvexHull

from relaywalk import registry
from relaywalk.engines import Scene
from relaywalk.errors import CardError
from relaywalk.robots.blueprint import read_robot
from relaywalk.robots.card import load_robot_card
from relaywalk.robots.model import RobotModel
from relaywalk.robots.stature import stature
from relaywalk.robots.urdf import urdf_text
from relaywalk.simulation.stage import engine_class

CARD = Path(__file__).parents[1] / "models" / "two_link" / "card.yaml"
ENGINES = [name for name in registry.modules("relaywalk.engines") if find_spec(name)]
BOX = '<box size="0.3 0.2 0.04"/>'


def stl(size) -> bytes:
    """Return a box as binary STL; its corners are half of size (3,) [m] away."""
    corners = np.array(list(product((-0.5, 0.5), repeat=3))) * size
    triangles = corners[ConvexHull(corners).simplices]
    facets = (struct.pack("<12fH", 0, 0, 0, *t.ravel(), 0) for t in triangles)
    return bytes(80) + struct.pack("<I", len(triangles)) + b"".join(facets)


@pytest.fixture
def card(tmp_path, monkeypatch):
    """Return the two-link card, its foot a mesh in a folder beside the URDF."""
    text = CARD.with_name("robot.urdf").read_text(encoding="utf-8")
    mesh = '<mesh filename="meshes/foot.stl"/>'
    (tmp_path / "body" / "meshes").mkdir(parents=True)
    (tmp_path / "body" / "meshes" / "foot.stl").write_bytes(stl([0.3, 0.2, 0.04]))
    (tmp_path / "body" / "robot.urdf").write_text(text.replace(BOX, mesh))
    (tmp_path / "body" / "card.yaml").write_text(CARD.read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)  # from where the mesh's path leads nowhere
    return load_robot_card(Path("body", "card.yaml"))


def test_the_mesh_is_as_large_as_the_box_it_stands_for(card):
    assert stature(card) == pytest.approx(stature(load_robot_card(CARD)))


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_builds_it(card, engine):
    built = engine_class(engine)(Scene({"robot": card}, {}))
    assert built.mass_properties("robot").mass == pytest.approx(RobotModel(card).mass)
    built.close()


def test_the_body_as_it_was_built_has_the_mesh_too(card):
    heavy = card.model_copy(update={"mass_scale": {"foot": 2.0}})
    path = Path("body", "meshes", "foot.stl").resolve()
    for text in (urdf_text(card), urdf_text(heavy)):
        assert f'filename="{path}"' in text
    assert stature(heavy).mass == pytest.approx(stature(card).mass + 8.0)


@pytest.mark.parametrize("read", [read_robot, RobotModel, urdf_text, stature])
def test_a_mesh_that_is_not_there_is_refused_by_name(card, read):
    Path("body", "meshes", "foot.stl").unlink()
    with pytest.raises(CardError, match=r"there is no mesh 'body/meshes/foot\.stl'"):
        read(card)
