"""Where the feet of a robot are, and where under them the ZMP may lie."""

import math
from collections.abc import Mapping

from relaywalk.control.balance import BalanceParams
from relaywalk.control.support import (
    Rectangle,
    Support,
    SupportUnder,
    reachable_sole,
)
from relaywalk.planning.footstep import Footstep
from relaywalk.robots.model import RobotModel
from relaywalk.spatial import yaw_of
from relaywalk.types import GRAVITY, Array


class Footing:
    """Soles as they are measured now, and the regions of the ZMP under them.

    Attributes:
        region: Of the ZMP under a foot that stands alone.
        toe: From a sole's origin to its toe [m].
    """

    def __init__(self, params: BalanceParams, model: RobotModel) -> None:
        """Keep the regions.

        Args:
            params: How far the ankles may bring the ZMP.
            model: Updated by the caller.

        Raises:
            CardError: The robot has no sole.
            ScenarioError: The margin leaves nothing of it.
        """
        self._params, self._model = params, model
        # one foot bears the whole weight, two bear half of it each
        self.region = self._reachable(1, params.ankle_fraction)
        self._single = SupportUnder(self.region)
        self._double = SupportUnder(self._reachable(2, params.ankle_fraction))
        self._held = SupportUnder(self._reachable(2, params.step_fraction))
        self.toe = model.card.required_sole().x_max

    def dcm(self, omega: float) -> Array:
        """Return the measured ξ = c + ċ/ω (2,) in world [m]."""
        com, velocity = self._model.com_in_world, self._model.com_velocity
        dcm: Array = com[:2] + velocity[:2] / omega
        return dcm

    def heading(self) -> float:
        """Return the yaw of the pelvis [rad]."""
        _, base = self._model.placement(self._model.card.base_link)
        return yaw_of(base)

    def foot(self, name: str, near: float) -> Footstep:
        """Return where a sole is; its yaw is counted through, near to one [rad]."""
        position, rotation = self._model.placement(self._model.card.feet[name].frame)
        yaw = yaw_of(rotation)
        x, y, z = position.tolist()
        return Footstep(x, y, z, near + math.remainder(yaw - near, 2.0 * math.pi))

    def feet(self, near: float) -> dict[str, Footstep]:
        """Return where all soles are; yaw as in `foot`."""
        return {name: self.foot(name, near) for name in self._model.card.feet}

    def normal(self, name: str) -> Array:
        """Return the normal (3,) of a sole, in world: the ground's, if it stands."""
        return self._model.placement(self._model.card.feet[name].frame)[1][:, 2]

    def single_support(self, stance: Footstep) -> Support:
        """Return where the ZMP may lie under one foot."""
        return self._single.feet((stance,))

    def double_support(self, feet: Mapping[str, Footstep]) -> Support:
        """Return where the ZMP may lie under both feet."""
        return self._double.feet(tuple(feet.values()))

    def lost(self, feet: Mapping[str, Footstep], dcm: Array) -> bool:
        """Say whether the soles of both feet cannot hold a DCM (2,) [m]."""
        held = self._held.feet(tuple(feet.values()))
        return held.outside(dcm) > self._params.step_margin

    def _reachable(self, feet: int, fraction: float) -> Rectangle:
        """Return where the ankles can bring the ZMP under the soles of some feet."""
        card, margin = self._model.card, self._params.zmp_margin
        load = self._model.mass * GRAVITY / feet
        sole = reachable_sole(card, card.required_sole(), load, fraction, margin)
        return Rectangle.inside(sole, margin)
