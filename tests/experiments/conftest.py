"""Trials without physics: a run folder with a result, as asked for."""

import pytest
from tests.made_results import write_result


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
            write_result(folder, outcome=outcome, reason="as asked")

        return simulate, ran

    return make
