"""MuJoCo's constraint Jacobian is dense: its sparse solver is wrong in 4.0.0."""

import numpy as np
import pytest

from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.stage import build_stage

RELAY = Scenario.load("relay_5m").with_overrides({"engine": "mujoco"})
SECOND = 1.0  # of standing [s]
# Measured in 4.0.0: 6e-6 m or rad, 1.1e-5 m/s or rad/s between the two factorisations.
TOLERANCE = 1e-4


def is_sparse(engine):
    """Say which Jacobian an engine solves with."""
    return bool(engine._mujoco.mj_isSparse(engine._model))


@pytest.fixture
def engine_with():
    """Return a function: a stage of the relay whose Jacobian is of a named kind."""
    stages = []

    def make(jacobian=None):
        stages.append(stage := build_stage(RELAY))
        if jacobian is not None:
            kinds = stage.engine._mujoco.mjtJacobian
            stage.engine._model.opt.jacobian = getattr(kinds, jacobian)
        return stage

    yield make
    for stage in stages:
        stage.engine.close()


def after_standing(stage):
    """Return the engine's state after a second of standing."""
    while stage.observation.time < SECOND:
        stage.advance(stage.commands())
    data = stage.engine._data
    return np.concatenate([data.qpos, data.qvel])


def test_a_relay_is_large_enough_for_mujoco_to_choose_the_sparse_one(engine_with):
    assert not is_sparse(engine_with().engine)
    assert is_sparse(engine_with("mjJAC_AUTO").engine)


def test_dense_and_sparse_agree_on_a_stand(engine_with):
    dense, sparse = engine_with(), engine_with("mjJAC_SPARSE")
    assert not is_sparse(dense.engine)
    assert is_sparse(sparse.engine)
    difference = after_standing(dense) - after_standing(sparse)
    assert np.abs(difference).max() < TOLERANCE
