"""Every oracle: holds in every engine for every body, and catches a wrong engine."""

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from relaywalk import engines, oracles, registry
from relaywalk.errors import Diverged, UnknownName
from relaywalk.oracles import Subject
from relaywalk.robots.card import load_prop_card, load_robot_card

ROOT = Path(__file__).parents[2]
ENGINES = [name for name in registry.modules("relaywalk.engines") if find_spec(name)]
BODIES = [n for n in registry.names(ROOT / "models", "/card.yaml") if n != "torch"]
PLACES = {"two_link": ROOT / "tests" / "models"}
OF_ENGINES = [
    name
    for name in oracles.oracle_names()
    if registry.module("relaywalk.oracles", name).ORACLE.scope != "run"
]


def subject(engine, body):
    folder = PLACES.get(body, ROOT / "models")
    card = load_robot_card(folder / body / "card.yaml")
    prop = load_prop_card(ROOT / "models" / "torch" / "card.yaml")
    return Subject(engine, "it", {"it": card}, {"torch": prop})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("body", ["two_link", *BODIES])
@pytest.mark.parametrize("name", OF_ENGINES)
def test_an_oracle_holds(engine, body, name):
    result = oracles.measure(name, subject(engine, body))
    if result.holds is None:  # a person cannot fly, two links have no hand
        assert (name, body) in {
            ("free_flight", "human"),
            ("torch_held_still", "two_link"),
        }
    else:
        assert result.holds, f"{result.value} > {result.oracle.bar}"


@pytest.mark.parametrize("name", oracles.oracle_names())
def test_an_oracle_says_what_it_is(name):
    oracle = registry.module("relaywalk.oracles", name).ORACLE
    assert oracle.name == name
    assert oracle.meaning.endswith(".")
    assert oracle.bar > 0.0


class Crooked:
    """An engine that is wrong by 0.1 % in all that it says."""

    def __init__(self, engine) -> None:
        self._engine = engine

    def __getattr__(self, name):
        return getattr(self._engine, name)

    def mass_properties(self, actor):
        seen = self._engine.mass_properties(actor)
        return seen._replace(com_in_world=seen.com_in_world * 1.001)

    def gravity_torque(self, actor, joint_position):
        return 1.001 * self._engine.gravity_torque(actor, joint_position)

    def step(self, commands):
        heavy = {n: replace(c, torque=1.05 * c.torque) for n, c in commands.items()}
        seen = self._engine.step(heavy)
        actors = {n: self._bent(actor) for n, actor in seen.actors.items()}
        return replace(seen, actors=actors)

    @staticmethod
    def _bent(seen):
        wrench = 1.001 * seen.joint_wrench
        faster = replace(seen.state, joint_velocity=1.01 * seen.state.joint_velocity)
        return replace(seen, joint_wrench=wrench, state=faster)


@pytest.mark.parametrize("name", OF_ENGINES)
def test_an_engine_that_is_slightly_wrong_is_caught(monkeypatch, name):
    honest = engines.engine_class("mujoco")
    monkeypatch.setattr(
        "relaywalk.oracles._lab.engine_class",
        lambda _: lambda scene: Crooked(honest(scene)),
    )
    result = oracles.measure(name, subject("mujoco", "kuavo_4_pro"))
    assert result.holds is False
    assert result.fraction > 1.0


def test_an_engine_that_breaks_does_not_hold(monkeypatch):
    def broken(*_):
        raise Diverged(0.1, "not a number")

    monkeypatch.setattr("relaywalk.oracles._lab.engine_class", broken)
    result = oracles.measure("mass", subject("mujoco", "two_link"))
    assert (result.holds, result.value) == (False, np.inf)
    assert "not a number" in result.note


def test_an_engine_that_is_not_installed_is_not_run(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "mujoco", None)
    result = oracles.measure("mass", subject("mujoco", "two_link"))
    assert result.holds is None
    assert "not installed" in result.note


def test_an_unknown_oracle_is_named_with_those_there_are():
    with pytest.raises(UnknownName, match=r"delphi.*free_flight"):
        oracles.measure("delphi", subject("mujoco", "two_link"))


def test_each_body_is_examined_once(monkeypatch):
    one = subject("mujoco", "two_link").card
    seen = []
    monkeypatch.setattr(
        oracles, "measure", lambda name, subject: seen.append((name, subject.actor))
    )
    oracles.measure_all("mujoco", {"a": one, "b": one}, {}, None)
    names = [name for name, _ in seen]
    assert names.count("mass") == names.count("pendulum_energy") == 1
    assert names.count("standing") == 2
