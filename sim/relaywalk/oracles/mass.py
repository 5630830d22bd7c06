"""Mass, centre of mass and inertia: the engine's against the URDF's."""

import numpy as np

from relaywalk.oracles import Oracle, OracleResult, Subject
from relaywalk.oracles._lab import BODY, at_rest, engine_with
from relaywalk.robots.free_body import FreeBody

ORACLE = Oracle(
    name="mass",
    title="Mass, CoM and inertia",
    scope="body",
    bar=1e-6,
    unit="1",
    meaning=(
        "Total mass, centre of mass and inertia about it with all joints at zero: "
        "engine against Pinocchio. The largest of the three differences, relative to "
        "mass, radius of gyration and largest inertia."
    ),
)


def measure(subject: Subject) -> OracleResult:
    """Compare one body in its zero pose."""
    card = subject.card
    state = at_rest(card, np.zeros(len(card.joints)))
    with engine_with(subject.engine, card) as engine:
        engine.reset({BODY: state}, {})
        seen = engine.mass_properties(BODY)
    mass, com, inertia = FreeBody(card).mass_properties(state)
    gyration = float(np.sqrt(np.trace(inertia) / mass))  # [m]
    differences = (
        abs(seen.mass - mass) / mass,
        float(np.abs(seen.com_in_world - com).max()) / gyration,
        float(np.abs(seen.inertia_in_world - inertia).max() / np.abs(inertia).max()),
    )
    return ORACLE.found(max(differences), f"{mass:.4g} kg")
