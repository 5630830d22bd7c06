"""Trials without physics: a run folder with a result, as asked for."""

import json

import pytest


@pytest.fixture
def fake():
    """Return a simulate function that notes what it ran and decides by the mass."""

    def make(limit=float("inf")):
        ran = []

        def simulate(scenario, folder):
            torch = scenario.props.get("torch")
            mass = torch.mass if torch else 0.0
            ran.append(mass)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "scenario.yaml").write_text(scenario.dump(), encoding="utf-8")
            outcome = "success" if mass <= limit else "fell"
            result = {"outcome": outcome, "reason": "as asked"}
            (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")

        return simulate, ran

    return make
