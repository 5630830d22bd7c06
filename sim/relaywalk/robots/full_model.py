"""Dynamics of a body with all its joints, fingers included, for the analysis."""

from collections.abc import Mapping

import pinocchio as pin

from relaywalk.errors import CardError
from relaywalk.robots.card import RobotCard
from relaywalk.robots.model import whole_body
from relaywalk.types import Array

_WORLD_AXES = pin.ReferenceFrame.LOCAL_WORLD_ALIGNED


class FullModel:
    """A card's rigid-body model in which every joint moves.

    Vectors of this model are (nq,) and (nv,): for a floating base the free-flyer
    first (base axes), then the joints in Pinocchio's order. A guided body's model
    has its root at the origin of the world.

    Attributes:
        card: What it was built from.
        joints: Names of the joints, in this model's order.
        select: (n,) their indices in the card's joint arrays.
        free: Rows of the free base, 6 or 0.
        mass: [kg].
    """

    def __init__(self, card: RobotCard) -> None:
        """Build the model.

        Raises:
            CardError: The URDF is wrong, or is not one with the card.
        """
        floating = card.base == "floating"
        self._model = whole_body(card)
        self._data = self._model.createData()
        self.card = card
        self.joints = tuple(self._model.names[2 if floating else 1 :])
        self.select = card.index(self.joints)
        self.free = 6 if floating else 0
        self.mass = float(pin.computeTotalMass(self._model))

    def between(self, q_before: Array, q_after: Array, fraction: float) -> Array:
        """Return the configuration (nq,) between two.

        Args:
            q_before: (nq,).
            q_after: (nq,).
            fraction: Of the displacement, 0 … 1 [-].
        """
        between: Array = pin.interpolate(self._model, q_before, q_after, fraction)
        return between

    def generalised_force(
        self, q: Array, v: Array, vdot: Array, wrenches: Mapping[str, Array]
    ) -> Array:
        """Return M v̇ + h − Σ Jᵀ w (nv,): what the actuators must give.

        Args:
            q: (nq,).
            v: (nv,).
            vdot: (nv,) rate of change of v's components.
            wrenches: Frame → (6,) on the body at the frame's origin, axes of this
                model's world [N, N·m].
        """
        model, data = self._model, self._data
        force: Array = pin.rnea(model, data, q, v, vdot).copy()
        pin.computeJointJacobians(model, data, q)
        for frame, wrench in wrenches.items():
            if not wrench.any():
                continue
            number = self._frame(frame)
            pin.updateFramePlacement(model, data, number)
            jacobian = pin.getFrameJacobian(model, data, number, _WORLD_AXES)
            force -= jacobian.T @ wrench
        return force

    def rotation(self, frame: str, q: Array) -> Array:
        """Return the orientation (3, 3) of a frame in this model's world."""
        pin.forwardKinematics(self._model, self._data, q)
        placement = pin.updateFramePlacement(
            self._model, self._data, self._frame(frame)
        )
        rotation: Array = placement.rotation.copy()
        return rotation

    def _frame(self, name: str) -> int:
        """Return Pinocchio's number of a frame."""
        if not self._model.existFrame(name):
            raise CardError(f"{self.card.urdf_path}: no frame '{name}'")
        return int(self._model.getFrameId(name))
