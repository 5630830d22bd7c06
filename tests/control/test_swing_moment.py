"""What swinging a leg adds to the angular momentum, against the momentum itself."""

import numpy as np
import pinocchio as pin
import pytest

from relaywalk.control.swing_moment import swing_moment
from relaywalk.types import GRAVITY

KAPPA = {"kuavo_4_pro": 0.00277, "kuavo_5": 0.00402}  # [s²]
SPEED = 0.1  # of the sole [m/s]


def test_in_the_pose_that_carries_the_torch_it_is_as_measured(standing):
    model, q = standing.model, standing.q.copy()
    q[7:] = model.card.pose_of("right_hand", "carry")[model.select]
    assert swing_moment(model, q) == pytest.approx(KAPPA[model.card.name], abs=1e-5)


@pytest.mark.parametrize("side", ["left", "right"])
def test_it_is_the_angular_momentum_of_a_sole_that_goes_forwards(standing, side):
    """−L_y / (ẋ m g), of one leg that moves its sole level; both legs are alike."""
    model = standing.model
    kappa, sole = swing_moment(model, standing.q), f"{side}_sole"
    joints = [6 + model.joints.index(n) for n in model.card.groups[f"{side}_leg"]]
    velocity = np.zeros(model.nv)
    model.locate(standing.q)
    velocity[joints] = np.linalg.solve(
        model.jacobian(sole)[:, joints], [SPEED, 0, 0, 0, 0, 0]
    )
    momentum = about_the_com(model, standing.q, velocity)
    assert -momentum[1] / (SPEED * model.mass * GRAVITY) == pytest.approx(
        kappa, rel=0.02
    )


def about_the_com(model, q, velocity):
    """Return Σ m (c_i − c) × ċ_i + I ω (3,), links moved by a difference [kg·m²/s]."""
    step = 1e-6
    before, after = (
        pin.integrate(model.model, q, s * step * velocity) for s in (-1, 1)
    )
    momentum, data = np.zeros(3), [model.model.createData() for _ in range(2)]
    com = pin.centerOfMass(model.model, data[0], q)
    places = []
    for one, where in zip(data, (before, after), strict=True):
        pin.forwardKinematics(model.model, one, where)
        places.append([placement.copy() for placement in one.oMi])
    for body, (old, new) in enumerate(zip(*places, strict=True)):
        inertia = model.model.inertias[body]
        c_old, c_new = old.act(inertia.lever), new.act(inertia.lever)
        speed = (c_new - c_old) / (2.0 * step)
        spin = pin.log3(new.rotation @ old.rotation.T) / (2.0 * step)
        about = new.rotation @ inertia.inertia @ new.rotation.T
        lever = 0.5 * (c_old + c_new) - com
        momentum += inertia.mass * np.cross(lever, speed) + about @ spin
    return momentum


def test_it_does_not_depend_on_where_the_body_is(standing):
    moved = standing.q.copy()
    moved[:3] += [1000.0, -5.0, 2.0]
    kappa = swing_moment(standing.model, standing.q)
    assert swing_moment(standing.model, moved) == pytest.approx(kappa, rel=1e-9)
