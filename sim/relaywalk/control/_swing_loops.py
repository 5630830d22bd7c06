"""The formulas of a swing as plain functions of numbers, compiled where they can be."""

import math

from relaywalk.compilation import inlined
from relaywalk.control.step_choice import foreseen_component
from relaywalk.planning.minimum_jerk import minimum_jerk
from relaywalk.planning.swing_foot import lift, quintic_coefficients
from relaywalk.planning.toe_off import toe_off
from relaywalk.spatial import tilt_rows, turn_rows
from relaywalk.types import Array

_profile, _lift, _toe_off = inlined(minimum_jerk), inlined(lift), inlined(toe_off)
_coefficients = inlined(quintic_coefficients)
_foreseen = inlined(foreseen_component)
_tilt, _turn = inlined(tilt_rows), inlined(turn_rows)


@inlined
def write_reference(
    path: Array,
    time: float,
    lift_off: tuple[float, ...],
    target: tuple[float, ...],
    progress: tuple[float, float],
    shape: tuple[float, float, float],
    normals: Array,
    reference: Array,
) -> None:
    """Write where the sole of a swinging foot should be.

    Args:
        path: (6, 2) coefficients of its place (x, y) by powers of the time.
        time: Since the path began [s].
        lift_off, target: x, y, z [m] and yaw [rad].
        progress: Phase [-] and its rate [1/s].
        shape: Height of the swing [m], largest pitch of the toe-off [rad], from the
            sole's origin to its toe [m].
        normals: (2, 3) of the ground where it lifts off and where it lands.
        reference: (24,) written: position, rotation row by row, velocity,
            acceleration, angular velocity, angular acceleration.
    """
    phase, rate = progress
    height, pitch, toe = shape
    s, speed, change = _profile(phase, 1.0 / rate)
    off = _toe_off(phase, rate, pitch, toe)
    turned, rise = target[3] - lift_off[3], target[2] - lift_off[2]
    yaw, turn, turning = turned * s + lift_off[3], turned * speed, turned * change
    cosine, sine = math.cos(yaw), math.sin(yaw)
    d, v, a = off.along
    across, inwards, aside = d * turn, a - d * turn**2, 2.0 * v * turn + d * turning
    for axis in range(2):
        p, dp, ddp = _sampled(path, axis, time)
        ahead, side = (cosine, -sine) if axis == 0 else (sine, cosine)
        reference[axis] = p + d * ahead
        reference[12 + axis] = dp + v * ahead + across * side
        reference[15 + axis] = ddp + inwards * ahead + aside * side
    hump, up = _lift(phase, rate, height), off.up
    reference[2] = lift_off[2] + rise * s + hump[0] + up[0]
    reference[14] = rise * speed + hump[1] + up[1]
    reference[17] = rise * change + hump[2] + up[2]
    _write_spin(
        (off.rate, off.acceleration), (turn, turning), (cosine, sine), reference
    )
    _write_rotation(normals, phase, (cosine, sine), off.pitch, reference)


@inlined
def _write_spin(
    pitching: tuple[float, float],
    turning: tuple[float, float],
    heading: tuple[float, float],
    reference: Array,
) -> None:
    """Write angular velocity and acceleration; the pitch's axis turns with the heading.

    Args:
        pitching: Rate and acceleration of the pitch [rad/s], [rad/s²].
        turning: Of the heading, likewise.
        heading: Its cosine and sine.
        reference: (24,) written.
    """
    (rate, change), (turn, more), (c, s) = pitching, turning, heading
    reference[18], reference[19], reference[20] = -rate * s, rate * c, turn
    swept = rate * turn
    reference[21], reference[22] = -change * s - swept * c, change * c - swept * s
    reference[23] = more


@inlined
def _sampled(path: Array, axis: int, t: float) -> tuple[float, float, float]:
    """Return one component of a quintic with its two derivatives."""
    x, v, a, b, c, d = (
        path[0, axis],
        path[1, axis],
        path[2, axis],
        path[3, axis],
        path[4, axis],
        path[5, axis],
    )
    return (
        x + t * (v + t * (a + t * (b + t * (c + t * d)))),
        v + t * (2.0 * a + t * (3.0 * b + t * (4.0 * c + t * 5.0 * d))),
        2.0 * a + t * (6.0 * b + t * (12.0 * c + t * 20.0 * d)),
    )


@inlined
def _write_rotation(
    normals: Array,
    phase: float,
    heading: tuple[float, float],
    pitch: float,
    reference: Array,
) -> None:
    """Write the rotation: pitched, turned, then tilted onto the ground's normal.

    The tilt is the smallest rotation that brings z to the normal.
    """
    x = normals[0, 0] + phase * (normals[1, 0] - normals[0, 0])
    y = normals[0, 1] + phase * (normals[1, 1] - normals[0, 1])
    z = normals[0, 2] + phase * (normals[1, 2] - normals[0, 2])
    size = math.sqrt(x * x + y * y + z * z)
    x, y, z = x / size, y / size, z / size
    tilt, turn = _tilt(x, y, z), _turn(heading, pitch)
    for i in range(3):
        p, q, r = tilt[i]
        for j in range(3):
            entry = p * turn[0][j] + q * turn[1][j] + r * turn[2][j]
            reference[3 + 3 * i + j] = entry


@inlined
def write_gentle_step(
    path: Array,
    swing: Array,
    dcm: Array,
    dcm_reference: Array,
    pressure: Array,
    region: Array,
    feedback: tuple[float, float],
    rules: Array,
    found: Array,
) -> bool:
    """Write the swing whose foothold takes up the DCM's error, if that will do.

    Args:
        path: (6, 2) coefficients of the foot's place by powers of the time.
        swing: (13,) time since the path began, since lift-off, and of the whole swing
            [s]; x, y [m] and yaw [rad] of the stance foot; x, y of the foothold of the
            plan, of the target now, and of where the foot lifted off [m]; side, +1 if
            the left foot swings.
        dcm: (2,) measured ξ [m].
        dcm_reference: (2,) ξ_ref [m].
        pressure: (2,) centre of pressure of the plan [m].
        region: (2, 2) middle and half size of the ZMP's region in the sole's axes [m].
        feedback: k [-] and ω [1/s].
        rules: (8,) gate, back, front, inner, outer [m], speed [m/s], share of the way
            that the target goes, cubic share of the profile [-].
        found: (7, 2) written if it will do: the target [m], and the coefficients of
            the path from now on.

    Returns:
        Whether that foothold is near enough to the plan's, and the leg reaches it.
    """
    left, stance = swing[2] - swing[1], (swing[3], swing[4])
    ahead = (math.cos(swing[5]), math.sin(swing[5]))
    error = _turned(ahead, dcm[0] - dcm_reference[0], dcm[1] - dcm_reference[1])
    place = _turned(ahead, pressure[0] - stance[0], pressure[1] - stance[1])
    shift_x, shift_y = _shift(error, place, region, (*feedback, left))
    plan = _turned(ahead, swing[6] - stance[0], swing[7] - stance[1])
    x, y = plan[0] + shift_x, plan[1] + shift_y
    states = _sampled(path, 0, swing[0]), _sampled(path, 1, swing[0])
    foot = _turned(ahead, states[0][0] - stance[0], states[1][0] - stance[1])
    near = math.hypot(shift_x, shift_y) <= rules[0]
    within = -rules[1] <= x <= rules[2] and rules[3] <= swing[12] * y <= rules[4]
    reached = math.hypot(x - foot[0], y - foot[1]) <= rules[5] * max(left, 0.0)
    if not (near and within and reached):
        return False
    c, s = ahead
    there = stance[0] + c * x - s * y, stance[1] + s * x + c * y
    _write_swing(swing, states, there, rules, found)
    return True


@inlined
def _write_swing(
    swing: Array,
    states: tuple[tuple[float, float, float], tuple[float, float, float]],
    there: tuple[float, float],
    rules: Array,
    found: Array,
) -> None:
    """Let the target go on towards a foothold, and the path to the target.

    Args:
        swing, rules, found: Of `write_gentle_step`.
        states: Position, velocity and acceleration of the foot, x and y.
        there: The foothold, in world [m].
    """
    for axis in range(2):
        before = swing[8 + axis]
        target = before + rules[6] * (there[axis] - before)
        final = -6.0 * rules[7] / swing[2] ** 2 * (target - swing[10 + axis])
        found[0, axis] = target
        left = swing[2] - swing[1]
        _write_path(states[axis], (target, final), left, axis, found)


@inlined
def _turned(ahead: tuple[float, float], x: float, y: float) -> tuple[float, float]:
    """Return a vector in axes of which the first points ahead."""
    c, s = ahead
    return c * x + s * y, -s * x + c * y


@inlined
def _shift(
    error: tuple[float, float],
    place: tuple[float, float],
    region: Array,
    feedback: tuple[float, float, float],
) -> tuple[float, float]:
    """Return the error that is left at touchdown, by which the foothold moves [m].

    Args:
        error: Of the DCM now, in the sole's axes [m].
        place: Of the ZMP, likewise [m].
        region: (2, 2) middle and half size of where it may be [m].
        feedback: k [-], ω [1/s], and the time that is left [s].
    """
    return (
        _component(error[0], place[0] - region[0, 0], region[1, 0], feedback),
        _component(error[1], place[1] - region[0, 1], region[1, 1], feedback),
    )


@inlined
def _component(
    error: float, away: float, half: float, feedback: tuple[float, float, float]
) -> float:
    """Return one component of it; away from the middle of the region [m]."""
    gain, omega, left = feedback
    room = max(half - (away if error > 0.0 else -away), 0.0)
    return _foreseen(error, room, gain, omega, left)


@inlined
def _write_path(
    state: tuple[float, float, float],
    end: tuple[float, float],
    t: float,
    axis: int,
    found: Array,
) -> None:
    """Write a component's quintic from a state to an end at rest, in a time."""
    (position, velocity, acceleration), (there, final) = state, end
    ends = (position, velocity, acceleration, there, final)
    a, b, c, d, e, f = _coefficients(ends, t)
    found[1, axis], found[2, axis], found[3, axis] = a, b, c
    found[4, axis], found[5, axis], found[6, axis] = d, e, f
