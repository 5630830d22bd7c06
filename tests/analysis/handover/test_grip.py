"""Grip over load, and what friction could still bear."""

import numpy as np
import pytest

from relaywalk.analysis.handover.grip import drop_margin, grip_ratio, pair_friction
from relaywalk.engines import Scene, engine_class

UP = np.array([[0, 0, 16.0], [0, 0, 4.0], [0, 0, 0.5]])


def test_both_surfaces_count_alike_and_the_slipperiest_link_counts(kuavo, torch):
    links = kuavo.hands["right_hand"].links
    assert "right_grasp" in links  # a mere frame, of which the card says nothing
    rough = dict.fromkeys(links, 0.9) | {"zarm_r7_link": 0.45}
    del rough["right_grasp"]
    card = kuavo.model_copy(update={"friction": rough})
    assert pair_friction(card, "right_hand", torch) == pytest.approx(0.36**0.5)


def test_mujoco_takes_the_same_coefficient(kuavo, torch):
    links = kuavo.hands["right_hand"].links
    card = kuavo.model_copy(update={"friction": dict.fromkeys(links, 0.45)})
    engine = engine_class("mujoco")(Scene({"robot": card}, {"torch": torch}))
    model = engine._model
    hand = [model.body(f"robot/{link}").id for link in links]
    both = model.geom_bodyid[[model.pair_geom1, model.pair_geom2]]
    with_torch = np.any(both == model.body("torch/torch").id, axis=0)
    found = model.pair_friction[with_torch & np.any(np.isin(both, hand), axis=0), 0]
    engine.close()
    assert len(found) >= len(links)
    assert found == pytest.approx(pair_friction(card, "right_hand", torch))


def test_grip_over_load_is_told_only_of_what_is_borne():
    ratio = grip_ratio(np.array([32.0, 32.0, 32.0]), UP)
    assert ratio[:2].tolist() == [2.0, 8.0]
    assert np.isnan(ratio[2])


def test_hands_that_bear_together_share_the_margin():
    grips = [np.full(3, 20.0), np.full(3, 10.0)]
    half = [0.5 * UP, 0.5 * UP]
    margin = drop_margin(grips, [0.8, 0.4], half)
    assert margin[:2] == pytest.approx([20.0 / 16.0 - 1.0, 20.0 / 4.0 - 1.0])
    assert np.isnan(margin[2])
