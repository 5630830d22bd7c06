"""Step choice: where and when the swing foot lands, so that the DCM is caught.

The DCM error at touchdown is foreseen for each time of landing; the foothold takes up
all of it. After Khadiv et al., "Walking Control Based on Step Timing Adaptation", IEEE
T-RO 36(3), 2020, with the foresight of a feedback that clips at the sole's edge, and
with the swing leg's own moment.
"""

import math
from typing import Annotated, NamedTuple

import numpy as np

from relaywalk.planning.swing_foot import higher_coefficients
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import Array

Reach = Annotated[float, quantity("m", 0.0, 2.0)]
Time = Annotated[float, quantity("s", 0.0, 2.0)]
Cost = Annotated[float, quantity("-", 0.0, 1e6)]


class StepChoiceParams(Frozen):
    """What a step may be, and what is preferred.

    Attributes:
        back: Behind the stance foot, at most [m].
        reach_margin: Further than a full step of the gait forwards [m].
        inner: Outwards from the stance foot, at least [m].
        outer: Outwards from the stance foot, at most [m].
        speed_margin: Of the swing foot over its peak speed in the gait [m/s].
        shortest: Swing time, at least [s].
        later: Swing time over its nominal, at most [s].
        least_left: Before a touchdown that is chosen now [s].
        candidates: Times that are compared.
        gate: A foothold that moves further than this gets a time of its own [m].
        freeze_time: Before touchdown, in which the time stays [s].
        freeze_place: Before touchdown, in which the place stays [s].
        miss_cost, time_cost: Of a metre² by which the DCM is missed, and of
            (e^(ωT) − e^(ωT_nominal))², against a metre² of moving the foothold [-].
        time_constant: With which the target goes where it should be [s].
        depth: The swing aims this far under the ground, so that it lands in time [m].
    """

    back: Reach = 0.45
    # The bounds must contain the gait: with 0.62 m from a step of 0.66 m healthy steps
    # were given times of their own.
    reach_margin: Reach = 0.12
    # A Kuavo 4 Pro's soles are 9.5 cm wide: 3.5 cm are left between them.
    inner: Reach = 0.13
    outer: Reach = 0.65
    speed_margin: Annotated[float, quantity("m/s", 0.0, 10.0)] = 0.5
    shortest: Time = 0.22
    later: Time = 0.05
    least_left: Time = 0.08
    candidates: Annotated[int, quantity("-", 1, 200)] = 16
    gate: Reach = 0.15
    freeze_time: Time = 0.08
    freeze_place: Time = 0.05
    miss_cost: Cost = 1000.0
    time_cost: Cost = 0.002
    # Noise of the DCM would make the target jump.
    time_constant: Annotated[float, quantity("s", 0.0, 1.0, open_low=True)] = 0.02
    depth: Annotated[float, quantity("m", 0.0, 0.05)] = 0.001


class SwingNow(NamedTuple):
    """A swing as the choice sees it; axes of the stance foot, along and across.

    Attributes:
        side: +1 if the left foot swings.
        clock: Since lift-off [s].
        nominal_time: Of the plan [s].
        nominal: (2,) foothold of the plan, from the stance foot [m].
        foot: (2,) where the swing foot is, likewise [m].
        motion: (3,) position, velocity and acceleration along of its reference.
        lift_off: Along, where it left the ground [m].
    """

    side: float
    clock: float
    nominal_time: float
    nominal: Array
    foot: Array
    motion: Array
    lift_off: float


class DcmNow(NamedTuple):
    """The DCM as the choice sees it; axes of the stance foot, from its origin.

    Attributes:
        reference: (2,) ξ_ref [m].
        pressure: (2,) centre of pressure of the plan [m].
        error: (2,) ξ − ξ_ref [m].
        shift: (2,) by which the ZMP can move on the error's side [m].
        offset: (2,) b: DCM over foothold at a touchdown of the plan [m].
        omega: ω [1/s].
    """

    reference: Array
    pressure: Array
    error: Array
    shift: Array
    offset: Array
    omega: float


class Choice(NamedTuple):
    """What is chosen.

    Attributes:
        place: (2,) foothold from the stance foot, its axes [m].
        time: Of the whole swing [s].
        cost: Of it.
        needed: (2,) foothold that would take up all of the error [m].
    """

    place: Array
    time: float
    cost: float
    needed: Array


class StepBounds(NamedTuple):
    """What a robot's steps may be.

    Attributes:
        back, front: Along from the stance foot [m].
        inner, outer: Outwards [m].
        speed: Of the swing foot [m/s].
    """

    back: float
    front: float
    inner: float
    outer: float
    speed: float


def foreseen_error(
    error: Array, shift: Array, gain: float, omega: float, time: Array
) -> Array:
    """Return the DCM error (k, 2) after some times under clipped feedback [m].

    The ZMP asked for moves by (1 + k) e, up to L: while it is clipped the error e
    follows L + (|e| − L) e^(ωτ), and once it is free it decays as e^(−kωτ).

    Args:
        error: (2,) e now [m].
        shift: (2,) L on its side, of each axis [m].
        gain: k [-].
        omega: ω [1/s].
        time: (k,) τ [s].
    """
    size, tau = np.abs(error), time[:, None]
    free = shift / (1.0 + gain)  # the error up to which the ZMP is free
    clipped = shift + (size - shift) * np.exp(omega * tau)
    # when a clipped error has shrunk to the free one; never, if it is beyond the shift
    recoverable = (size > free) & (size < shift)
    ratio = np.where(
        recoverable, (shift - free) / np.where(recoverable, shift - size, 1.0), 1.0
    )
    until = np.where(
        recoverable, np.log(ratio) / omega, np.where(size <= free, 0.0, np.inf)
    )
    first = np.where(size <= free, size, free)
    rest = np.where(np.isfinite(until), until, 0.0)
    freed = first * np.exp(-gain * omega * (tau - rest))
    return np.sign(error) * np.where(tau < until, clipped, freed)


def foreseen_component(
    error: float, shift: float, gain: float, omega: float, time: float
) -> float:
    """Return one component of `foreseen_error` after one time [m].

    In plain floats: asked in every tick of a swing, of two numbers.

    Args:
        error: e now [m].
        shift: L on its side [m].
        gain: k [-].
        omega: ω [1/s].
        time: τ [s].
    """
    size, free = abs(error), shift / (1.0 + gain)
    if size <= free:
        left = size * math.exp(-gain * omega * time)
    else:
        until = math.inf
        if size < shift:
            until = math.log((shift - free) / (shift - size)) / omega
        if time < until:
            left = shift + (size - shift) * math.exp(omega * time)
        else:
            left = free * math.exp(-gain * omega * (time - until))
    return math.copysign(left, error)


def choose(
    params: StepChoiceParams,
    bounds: StepBounds,
    gains: tuple[float, float, float],
    swing: SwingNow,
    dcm: DcmNow,
    times: Array,
) -> Choice:
    """Return the cheapest of some swing times, with its foothold.

    Args:
        params: Costs.
        bounds: Of the robot.
        gains: k of the feedback, κ of the swing leg's moment [s²], β of its profile.
        swing: As it is.
        dcm: As it is.
        times: (k,) swing times to compare [s].
    """
    needed = _needed(gains, swing, dcm, times)
    allowed = reachable_places(bounds, swing, needed, times)
    growth = np.exp(dcm.omega * times) - np.exp(dcm.omega * swing.nominal_time)
    cost = (
        ((allowed - swing.nominal) ** 2).sum(axis=1)
        + params.miss_cost * ((needed - allowed) ** 2).sum(axis=1)
        + params.time_cost * growth**2
    )
    best = int(cost.argmin())
    return Choice(allowed[best], float(times[best]), float(cost[best]), needed[best])


def _needed(
    gains: tuple[float, float, float], swing: SwingNow, dcm: DcmNow, times: Array
) -> Array:
    """Return the foothold (k, 2) that takes up all of the error [m]."""
    gain, kappa, cubic = gains
    tau = times - swing.clock
    error = foreseen_error(dcm.error, dcm.shift, gain, dcm.omega, tau)
    growth = np.exp(dcm.omega * tau)[:, None]
    place = dcm.pressure + (dcm.reference - dcm.pressure) * growth + error - dcm.offset
    fixed, slope = _moment(swing, cubic, dcm.omega, times)
    factor = kappa * dcm.omega
    place[:, 0] = (place[:, 0] + factor * fixed) / (1.0 - factor * slope)
    return place


def _moment(
    swing: SwingNow, cubic: float, omega: float, times: Array
) -> tuple[Array, Array]:
    """Return m₀ and m₁ (k,) of ∫ e^(ω(T−s)) ẍ ds = m₀ + m₁ · foothold.

    ẍ is that of the quintic from the swing's motion to the foothold.
    """
    x, v, a = swing.motion
    t = times - swing.clock
    end = -6.0 * cubic / times**2  # acceleration at touchdown, by metre of the step
    # third to fifth coefficients of the quintic, for a foothold at 0 and by metre of it
    d, dv = -x - t * (v + 0.5 * t * a), -(v + a * t)
    da = (-end * swing.lift_off - a) * t
    fixed = _integral(omega, t, np.array([d, dv, da]))
    slope = _integral(omega, t, np.array([np.ones_like(t), np.zeros_like(t), end * t]))
    first = np.expm1(omega * t) / omega
    return fixed + a * first, slope


def _integral(omega: float, t: Array, change: Array) -> Array:
    """Return ∫ e^(ω(t−s)) (6 c₃ s + 12 c₄ s² + 20 c₅ s³) ds (k,).

    Args:
        omega: ω [1/s].
        t: (k,) durations [s].
        change: (3, k) of position, velocity, and acceleration times t.
    """
    third, fourth, fifth = higher_coefficients((*change,), t)
    # ∫ e^(ω(t−s)) sⁿ ds by parts
    zeroth = np.expm1(omega * t) / omega
    one = (zeroth - t) / omega
    two = (2.0 * one - t**2) / omega
    three = (3.0 * two - t**3) / omega
    found: Array = 6.0 * third * one + 12.0 * fourth * two + 20.0 * fifth * three
    return found


def reachable_places(
    bounds: StepBounds, swing: SwingNow, place: Array, times: Array
) -> Array:
    """Return footholds (k, 2) that the leg reaches in its time [m]."""
    along = np.clip(place[:, 0], -bounds.back, bounds.front)
    outwards = np.clip(swing.side * place[:, 1], bounds.inner, bounds.outer)
    reached = np.column_stack((along, swing.side * outwards))
    way = reached - swing.foot
    length = np.hypot(way[:, 0], way[:, 1])
    longest = bounds.speed * np.maximum(times - swing.clock, 0.0)
    share = np.minimum(1.0, longest / np.maximum(length, 1e-9))
    found: Array = swing.foot + share[:, None] * way
    return found
