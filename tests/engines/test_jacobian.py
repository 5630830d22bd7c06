"""MuJoCo's constraint Jacobian is dense: its sparse solver is wrong in 4.0.0."""

import numpy as np
import pytest

from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.stage import build_stage

mujoco = pytest.importorskip("mujoco")
RELAY = Scenario.load("relay_5m").with_overrides({"engine": "mujoco"})
SECOND = 1.0  # of standing [s]
# Measured in 4.0.0: 6e-6 m or rad, 1.1e-5 m/s or rad/s between the two factorisations.
TOLERANCE = 1e-4


@pytest.fixture
def stood():
    """Return a function: the state after a second of standing, by the Jacobian."""

    def after(jacobian):
        stage = build_stage(RELAY)
        model, data = stage.engine._model, stage.engine._data
        if jacobian is not None:
            model.opt.jacobian = jacobian
        while stage.observation.time < SECOND:
            stage.advance(stage.commands())
        state = np.concatenate([data.qpos, data.qvel])
        sparse = bool(mujoco.mj_isSparse(model))
        stage.engine.close()
        return state, sparse

    return after


def test_a_relay_is_large_enough_for_mujoco_to_choose_the_sparse_one():
    stage = build_stage(RELAY)
    model = stage.engine._model
    assert not mujoco.mj_isSparse(model)
    model.opt.jacobian = mujoco.mjtJacobian.mjJAC_AUTO
    assert mujoco.mj_isSparse(model)
    stage.engine.close()


def test_dense_and_sparse_agree_on_a_stand(stood):
    dense, by_default = stood(None)
    assert not by_default
    sparse, is_sparse = stood(mujoco.mjtJacobian.mjJAC_SPARSE)
    assert is_sparse
    assert np.abs(dense - sparse).max() < TOLERANCE
