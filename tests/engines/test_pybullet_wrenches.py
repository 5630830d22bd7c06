"""PyBullet's links and wrenches: by loops, from the joints; by NumPy, as it says."""

import numpy as np
import pytest
from tests.engines.conftest import ENGINES

from relaywalk import compilation
from relaywalk.spatial import rotation_from_quaternion
from relaywalk.types import Command

HERE = [name for name in ENGINES if name == "pybullet"]
pytestmark = pytest.mark.parametrize("lab", HERE, indirect=True)

PERIODS = 60
PUSH = np.array([30.0, -20.0, 10.0, 1.0, 2.0, 3.0])
HEAP = {"robot": (0.4, -0.3, 0.7, 0.2, 0.5, -0.3, 0.8), "giver": (0.6, -0.1, 0.0)}


def command(card, random):
    zero = np.zeros(len(card.joints))
    torque = random.uniform(-0.2, 0.2, len(zero)) * card.envelope().peak
    return Command(torque, zero, zero, zero, zero + 0.1, card.envelope())


def heap(lab):
    """Return an engine with a robot that falls on a bearer and a torch."""
    cards = {"robot": lab.robot("kuavo_4_pro"), "giver": lab.robot("human")}
    engine = lab.engine(cards, props={"torch": lab.prop("torch")}, substeps=3)
    states = {}
    for name, card in cards.items():
        place, turn = HEAP[name][:3], HEAP[name][3:] or (0.0, 0.0, 0.6, 0.8)
        states[name] = lab.state(card, place, turn / np.linalg.norm(turn))
    engine.reset(states, {"torch": np.array([0.7, -0.3, 0.2, 0.5, 0.5, 0.5, 0.5])})
    return engine, cards


def fallen(lab):
    """Return what is seen, period by period, and the engine at the end."""
    random, seen = np.random.default_rng(3), []
    engine, cards = heap(lab)
    for period in range(PERIODS):
        if period % 3 == 0:
            engine.apply_wrench("robot", "zarm_r4_link", PUSH)
            engine.apply_wrench("torch", "torch", 0.1 * PUSH)
        seen.append(
            engine.step({name: command(card, random) for name, card in cards.items()})
        )
    return seen, engine


@pytest.fixture
def both(lab, monkeypatch):
    """Return what `fallen` does, by loops and by NumPy."""
    if compilation.compiler() == compilation.NUMPY:
        pytest.skip("nothing is compiled here")
    by_loops = fallen(lab)
    monkeypatch.setenv(compilation.SWITCH, "0")
    return by_loops, fallen(lab)


def assert_same(one, two, tolerance=1e-12):
    """Compare to a share of the largest."""
    np.testing.assert_allclose(one, two, rtol=0.0, atol=tolerance * np.abs(two).max())


def test_wrenches_by_loops_are_those_by_numpy(both):
    (by_loops, _), (by_numpy, _) = both
    names = {name for seen in by_numpy for name in seen.touching}
    assert names  # the heap has contacts of every kind
    assert any(seen.other_contacts for seen in by_numpy)
    for one, two in zip(by_loops, by_numpy, strict=True):
        assert (one.touching, one.other_contacts) == (two.touching, two.other_contacts)
        for name, actor in two.actors.items():
            assert_same(one.actors[name].joint_wrench, actor.joint_wrench)
            contacts = one.actors[name].contact_wrench
            found = [contacts[frame] for frame in actor.contact_wrench]
            expected = np.array(list(actor.contact_wrench.values()))
            np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-10)
            for grip, wrench in actor.prop_wrench.items():
                found = one.actors[name].prop_wrench[grip]
                np.testing.assert_allclose(found, wrench, rtol=1e-12, atol=1e-10)
                found, squeeze = one.actors[name].prop_grip[grip], actor.prop_grip[grip]
                assert found == pytest.approx(squeeze, rel=1e-12, abs=1e-10)


def assert_links_move_as_pybullet_says(engine):
    here, asked = engine._links, engine._world.tree.motion(engine._reading.links())
    assert_same(here.poses[:, :6], asked.poses[:, :6])
    assert_same(here.momentum, asked.momentum)
    turned = [rotation_from_quaternion(links.poses[:, 6:]) for links in (here, asked)]
    assert_same(*turned)


def test_links_move_as_pybullet_says(both):
    (_, engine), _ = both
    assert_links_move_as_pybullet_says(engine)


@pytest.mark.parametrize("kind", ["revolute", "prismatic"])
def test_an_oblique_joint_moves_as_pybullet_says(lab, tmp_path, kind):
    card = lab.robot("two_link")
    text = card.urdf_path.read_text(encoding="utf-8")
    text = text.replace('<axis xyz="0 0 1"/>', '<axis xyz="0.3 -0.5 0.8"/>')
    text = text.replace('"elbow" type="revolute"', f'"elbow" type="{kind}"')
    (tmp_path / "robot.urdf").write_text(text, encoding="utf-8")
    oblique = card.model_copy(update={"path": tmp_path / "card.yaml"})
    engine = lab.engine({"robot": oblique})
    engine.reset({"robot": lab.state(card, (0.3, 0.2, 0.1), (0.5, 0.1, 0.7, 0.5))}, {})
    for _ in range(50):
        engine.step({"robot": lab.torque(card, 2.0)})
    assert np.abs(engine._joints[:, 1]).min() > 0.1
    assert_links_move_as_pybullet_says(engine)
