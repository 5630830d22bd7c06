"""Estimation: what a controller knows of its body, out of measurements with errors.

A state estimator is one link of a chain: each takes what the one before it makes of
the sensors and returns what it makes likely. An actor calls them in order, then its
controller, then tells each what the controller means to do.
"""

from abc import ABC, abstractmethod

from relaywalk.types import ActorObservation, Array, Command, RobotState


class StateEstimator(ABC):
    """One link of the chain from sensors to the state that is taken for true."""

    @abstractmethod
    def estimate(self, seen: ActorObservation) -> ActorObservation:
        """Return what this link makes of an observation; call it once a tick."""

    @property
    def settled(self) -> bool:
        """Whether the estimate may be acted on; the body is held still until then."""
        return True

    def predict(  # noqa: B027 (a link without a model has nothing to do)
        self, estimate: RobotState, acceleration: Array | None
    ) -> None:
        """Predict the state at the next tick from the controller's command.

        Args:
            estimate: Of this tick, of the whole chain.
            acceleration: (nv,) v̇ of the command [m/s², rad/s²], None if unknown.
        """

    def to_measured(self, command: Command) -> Command:
        """Return a command in the terms of what this link takes in."""
        return command
