"""What a link of the chain from sensors to state does if it says nothing else."""

import numpy as np
import pytest
from typing_extensions import override

from relaywalk.estimation import StateEstimator
from relaywalk.types import ActorObservation, Command, RobotState, TorqueEnvelope


class Through(StateEstimator):
    """Believes what it is told."""

    @override
    def estimate(self, seen):
        return seen


def test_without_an_estimate_it_is_no_link():
    with pytest.raises(TypeError, match="estimate"):
        StateEstimator()


def test_a_link_without_a_model_has_settled_and_changes_no_command():
    link, one = Through(), np.ones(1)
    state = RobotState(0.0, np.zeros(7), np.zeros(6), one, one)
    seen = ActorObservation(state, one, np.zeros((1, 6)), {})
    command = Command(one, one, one, one, one, TorqueEnvelope(one, one, one))
    assert link.estimate(seen) is seen
    assert link.settled
    link.predict(state, None)
    assert link.to_measured(command) is command
