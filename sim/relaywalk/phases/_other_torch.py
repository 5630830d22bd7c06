"""Another torch than one's own: which one is met, and where its burner is."""

import numpy as np

from relaywalk.phases import PhaseContext, Situation
from relaywalk.phases._torch import axis_in_world
from relaywalk.types import Array, Observation


def nearest_other(observation: Observation, context: PhaseContext) -> str:
    """Return the name of the prop nearest to the own one.

    Args:
        observation: With at least two props.
        context: Of the body that holds one.
    """
    own = observation.props[context.prop_name].pose_in_world[:3]

    def distance(name: str) -> float:
        place = observation.props[name].pose_in_world[:3]
        return float(np.linalg.norm(place - own))

    return min((n for n in observation.props if n != context.prop_name), key=distance)


def hand_beside(
    observation: Observation, context: PhaseContext, other: str, at: float, gap: float
) -> Array:
    """Return where a hand (3,) holds the own torch upright, burner beside burner.

    The own torch is on the body's own side of the other one.

    Args:
        observation: In which the other torch is seen.
        context: Of the body.
        other: Name of the other torch.
        at: Where on the own torch the hand is [m].
        gap: Between the rims of both burners [m].
    """
    pose, card = observation.props[other].pose_in_world, context.props[other]
    mouth = pose[:3] + card.burner * axis_in_world(pose)
    apart = card.burner_radius + context.prop.burner_radius + gap
    towards_me = -context.rotation[:, 0]
    up = np.array([0.0, 0.0, at - context.prop.burner])
    beside: Array = mouth + apart * towards_me + up
    return beside


def both_burn(situation: Situation, context: PhaseContext, other: str) -> bool:
    """Say whether the own torch and another one are seen to burn."""
    props = situation.observation.props
    return props[context.prop_name].lit and props[other].lit
