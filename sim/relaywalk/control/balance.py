"""Balance: DCM feedback to a ZMP."""

from typing import Annotated

from relaywalk.control.support import Support
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import Array

Fraction = Annotated[float, quantity("-", 0.0, 5.0, open_low=True)]


class BalanceParams(Frozen):
    """Gains of the balance.

    Attributes:
        gain: k of p = p_ref + (1 + k)(ξ − ξ_ref) [-].
        zmp_margin: The ZMP stays this far inside the soles [m].
        ankle_fraction: Of the ankle's peak torque, with which it may move the ZMP;
            over 1, since swing leg and trunk give the rest [-].
        settling_time: With which the desired DCM goes between the feet at first [s].
        step_fraction: Of the ankle's peak torque: a DCM beyond what that holds asks
            for a step [-].
        step_margin: So far beyond it the DCM must be [m].
        step_delay: For so long [s].
    """

    # The error decays as e^(−kωt): with ω = 3.4 1/s within 1 / kω = 0.15 s, a third of
    # a swing.
    gain: Annotated[float, quantity("-", 0.0, 20.0)] = 2.0
    # As much as `FrictionLimitParams.cop_margin` takes off the sole: the QP can do what
    # is asked of it.
    zmp_margin: Annotated[float, quantity("m", 0.0, 0.05)] = 0.01
    # A Kuavo 4 Pro's ankle (27 N·m) alone moves the ZMP by 4.8 cm under its weight of
    # 564 N; the sole reaches 17 cm forward.
    ankle_fraction: Fraction = 1.8
    # After a walk, or a push: a CoM of a Kuavo 4 Pro 6 cm before the middle of its feet
    # that is brought back at once rolls over its toes, and they turn by 0.1 rad.
    settling_time: Annotated[float, quantity("s", 0.0, 10.0, open_low=True)] = 0.5
    step_fraction: Fraction = 1.2
    # A trigger at exactly 0 fires by rounding, one of a single tick by noise.
    step_margin: Annotated[float, quantity("m", 0.0, 0.2)] = 0.002
    step_delay: Annotated[float, quantity("s", 0.0, 1.0)] = 0.006


def desired_zmp(
    zmp_reference: Array, dcm_error: Array, gain: float, support: Support
) -> Array:
    """Return the ZMP (2,) to ask for, clipped [m].

    p = p_ref + (1 + k)(ξ − ξ_ref), after Englsberger, Ott and Albu-Schäffer, IEEE T-RO
    31(2), 2015.

    Args:
        zmp_reference: (2,) p_ref [m].
        dcm_error: (2,) ξ − ξ_ref [m].
        gain: k [-].
        support: Where the ZMP may lie.
    """
    return support.clip(zmp_reference + (1.0 + gain) * dcm_error)
