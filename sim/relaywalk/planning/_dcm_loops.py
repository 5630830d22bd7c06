"""The DCM along a segment as a plain function of numbers, compiled where it can be."""

import math

from relaywalk.compilation import inlined
from relaywalk.types import Array


@inlined
def write_dcm(
    pressure: Array,
    moment: Array,
    dcm: Array,
    omega: float,
    times: tuple[float, float, float],
    found: Array,
) -> None:
    """Write ξ(t₂) = ξ_p(t₂) + (ξ(t₁) − ξ_p(t₁)) e^(ω(t₂ − t₁)).

    Args:
        pressure: (2, 2) centre of pressure at the start and at the end [m].
        moment: (k, 2) of a `ZmpSegment`.
        dcm: (2,) ξ(t₁) [m].
        omega: ω [1/s].
        times: t₁, t₂ and the duration of the segment [s].
        found: (2,) written [m].
    """
    before, later, duration = times
    growth = math.exp(omega * (later - before))
    for axis in range(2):
        first = _particular(pressure, moment, omega, (before, duration), axis)
        last = _particular(pressure, moment, omega, (later, duration), axis)
        found[axis] = last + (dcm[axis] - first) * growth


@inlined
def _particular(
    pressure: Array,
    moment: Array,
    omega: float,
    when: tuple[float, float],
    axis: int,
) -> float:
    """Return a component of ξ_p = Σ p⁽ᵏ⁾/ωᵏ [m] at a time of a duration [s].

    Of the power tⁿ that is D_n = tⁿ + (n/ω) D_n₋₁.
    """
    time, duration = when
    start = pressure[0, axis]
    rate = (pressure[1, axis] - start) / duration
    found = start + (time + 1.0 / omega) * rate
    power, total = 1.0, 1.0
    for n in range(len(moment)):
        if n > 0:
            power *= time
            total = power + n / omega * total
        found += total * moment[n, axis]
    return found
