"""A body as it was built: the engines and Pinocchio have the same masses."""

import numpy as np
import pytest

from relaywalk.oracles import Subject, mass
from relaywalk.robots.free_body import FreeBody
from relaywalk.robots.urdf import link_names
from relaywalk.scenario.as_built import as_built
from relaywalk.scenario.mismatch import Mismatch


def test_a_body_without_errors_is_its_card(kuavo):
    assert as_built(kuavo, Mismatch(), 1, "robot") is kuavo


def test_every_link_has_a_mass_of_its_own_within_the_bounds(kuavo):
    built = as_built(kuavo, Mismatch(link_mass=0.1), 1, "robot")
    scale = np.array(list(built.mass_scale.values()))
    assert tuple(built.mass_scale) == link_names(kuavo)
    assert len(set(scale)) == len(scale)
    assert (scale >= 0.9).all()
    assert (scale <= 1.1).all()
    assert np.ptp(scale) > 0.1
    assert FreeBody(built).mass != pytest.approx(FreeBody(kuavo).mass, rel=1e-4)


def test_the_seed_and_the_actor_decide(kuavo):
    mismatch = Mismatch(link_mass=0.1)
    made = [
        as_built(kuavo, mismatch, seed, actor).mass_scale["base_link"]
        for seed, actor in ((1, "robot"), (2, "robot"), (1, "other"), (1, "robot"))
    ]
    assert len(set(made[:3])) == 3
    assert made[3] == made[0]


def test_engines_weigh_what_the_urdf_as_built_says(engine_name, kuavo):
    built = as_built(kuavo, Mismatch(link_mass=0.1), 1, "robot")
    found = mass.measure(Subject(engine_name, "robot", {"robot": built}))
    assert found.value <= mass.ORACLE.bar, found
