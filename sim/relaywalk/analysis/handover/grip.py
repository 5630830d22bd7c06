"""How firmly hands hold: squeeze over load, and what is left until it slides."""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from relaywalk.robots.blueprint import link_friction, read_robot
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.robots.contact_thresholds import TOUCH
from relaywalk.types import Array


def pair_friction(card: RobotCard, hand: str, prop: PropCard) -> float:
    """Return the Coulomb coefficient between a hand and a prop [-].

    Both engines combine two surfaces by the root of the product of their coefficients.
    Of a hand whose links differ it is that of the slipperiest that has a shape.

    Args:
        card: Whose hand.
        hand: Its contact frame.
        prop: The prop's card.
    """
    shaped = set(card.hands[hand].links).intersection(read_robot(card).colliding)
    least = min((link_friction(card, link) for link in shaped), default=0.0)
    return sqrt(least * prop.friction)


def grip_ratio(grip: Array, force: Array) -> Array:
    """Return grip over load of one hand (k,) [-]; not a number below `TOUCH`.

    Args:
        grip: (k,) sum of the normal forces' magnitudes [N].
        force: (k, 3) of the hand on the prop [N].
    """
    load = np.linalg.norm(force, axis=1)
    return np.divide(grip, load, out=np.full(len(load), np.nan), where=load > TOUCH)


def drop_margin(
    grips: Sequence[Array], frictions: Sequence[float], forces: Sequence[Array]
) -> Array:
    """Return by how much friction could bear more than the load (k,) [-].

    It is (Σ µ · grip) / |Σ force| − 1 over the hands; not a number where together they
    bear less than `TOUCH`.

    Args:
        grips: Of each hand (k,) [N].
        frictions: Between each hand and the prop [-].
        forces: Of each hand on the prop (k, 3) [N].
    """
    able = np.sum(
        [mu * grip for mu, grip in zip(frictions, grips, strict=True)], axis=0
    )
    return grip_ratio(able, np.sum(forces, axis=0)) - 1.0
