"""What the legs should do at one moment: stand, shift the weight, or swing."""

from relaywalk.control.balance import BalanceParams, desired_zmp
from relaywalk.control.central_motion import CentralMotion
from relaywalk.control.footing import Footing
from relaywalk.control.reference import LegReference
from relaywalk.control.standing import Standing
from relaywalk.control.step_planner import Feedback, StepPlanner
from relaywalk.control.swing import Swing
from relaywalk.control.walk_state import WalkState
from relaywalk.planning.footstep import other
from relaywalk.planning.gait import GaitParameters
from relaywalk.types import Array


class LegMotion:
    """Turns the state of a walk, and the DCM, into the reference of the legs."""

    def __init__(
        self,
        params: BalanceParams,
        gait: GaitParameters,
        footing: Footing,
        central: CentralMotion,
        planner: StepPlanner,
        period: float,
    ) -> None:
        """Keep what stays.

        Args:
            params: Gains.
            gait: How to walk.
            footing: Where the ZMP may lie.
            central: Where CoM and pelvis should be.
            planner: Of the steps.
            period: Control period [s].
        """
        self._gain, self._gait, self._footing = params.gain, gait, footing
        self._central, self._planner = central, planner
        self._standing = Standing(params, footing, period)

    def advance(self, state: WalkState, dcm: Array, omega: float) -> LegReference:
        """Return what the legs should do now.

        Moves what the state has to settle on at rest, and the swing that is on.

        Args:
            state: Of the walk.
            dcm: (2,) as the balance counts it [m].
            omega: ω [1/s].
        """
        if state.walk is None:
            return self._stand(state, dcm, omega)
        swing = state.swing
        if swing is None:
            return self._shift(state, dcm)
        return self._swing(state, swing, dcm, omega)

    def at_rest(self, state: WalkState, dcm: Array) -> LegReference:
        """Return the reference of a body at rest between its feet; DCM (2,) [m]."""
        middle = self._planner.middle(state.feet)
        return self._on_both_feet(state, middle, dcm, middle)

    def feedback(self, dcm: Array, omega: float) -> Feedback:
        """Return what the balance does while a foot swings; DCM (2,) [m], ω [1/s]."""
        return Feedback(dcm, self._footing.region, self._gain, omega)

    def _stand(self, state: WalkState, dcm: Array, omega: float) -> LegReference:
        """Return the reference that keeps the DCM between the feet."""
        middle = self._planner.middle(state.feet)
        zmp, desired = self._standing.advance(state, middle, dcm, omega)
        return self._on_both_feet(state, zmp, dcm, desired)

    def _shift(self, state: WalkState, dcm: Array) -> LegReference:
        """Return the reference of a double support of the walk."""
        support = self._footing.double_support(state.feet)
        pressure = state.segments[0].pressure(state.clock)
        error = dcm - state.dcm_reference
        zmp = desired_zmp(pressure, error, self._gain, support)
        return self._on_both_feet(state, zmp, dcm, state.dcm_reference)

    def _on_both_feet(
        self, state: WalkState, zmp: Array, dcm: Array, desired: Array
    ) -> LegReference:
        """Return a reference of double support; ZMP, DCM, desired DCM (2,) [m]."""
        central = self._central.reference(state)
        return LegReference(zmp, dcm, desired, central, tuple(state.feet), {})

    def _swing(
        self, state: WalkState, swing: Swing, dcm: Array, omega: float
    ) -> LegReference:
        """Return the reference with one foot in the air."""
        swing, _ = self._planner.chosen(swing, state, self.feedback(dcm, omega))
        state.swing, stance = swing, other(swing.foot)
        support = self._footing.single_support(state.feet[stance])
        error = dcm - state.dcm_reference
        pressure = desired_zmp(state.segments[0].start, error, self._gain, support)
        zmp = pressure + self._planner.moment_shift(state, swing)
        path = swing.reference(state.clock, self._gait, self._footing.toe)
        central = self._central.reference(state)
        swings = {swing.foot: path}
        return LegReference(zmp, dcm, state.dcm_reference, central, (stance,), swings)
