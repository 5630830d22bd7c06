"""Standing: the DCM goes between the feet, and is kept there."""

from relaywalk.control.balance import BalanceParams, desired_zmp
from relaywalk.control.footing import Footing
from relaywalk.control.walk_state import WalkState
from relaywalk.types import Array


class Standing:
    """Where the ZMP of a standing body should be."""

    def __init__(self, params: BalanceParams, footing: Footing, period: float) -> None:
        """Keep what stays.

        Args:
            params: Gains.
            footing: Where the ZMP may lie.
            period: Control period [s].
        """
        self._params, self._footing, self._period = params, footing, period

    def advance(
        self, state: WalkState, middle: Array, dcm: Array, omega: float
    ) -> tuple[Array, Array]:
        """Return the ZMP to ask for and the desired DCM, (2,) in world [m].

        Moves what the state has still to settle on by one period.

        Args:
            state: Of the walk.
            middle: (2,) ZMP of standing evenly on both feet [m].
            dcm: (2,) as the balance counts it [m].
            omega: ω [1/s].
        """
        params = self._params
        decay = self._period / params.settling_time
        state.settling = (1.0 - decay) * state.settling
        desired = middle + state.settling
        # ξ̇ = ω (ξ − p): a DCM that decays needs a ZMP beyond it
        lead = 1.0 / (omega * params.settling_time)
        aim = desired + lead * state.settling
        support = self._footing.double_support(state.feet)
        return desired_zmp(aim, dcm - desired, params.gain, support), desired
