"""Model mismatch and disturbances: what an actor's controller is not told.

As data, one block an actor; all zero by default. What is drawn comes from the
scenario's seed, each quantity from a stream of its own, so that one more changes no
other.
"""

import hashlib
from typing import Annotated

import numpy as np

from relaywalk.schema.faults import Refusals, rule
from relaywalk.schema.quantity import Frozen, quantity, refusal

PushSpeed = Annotated[float, quantity("m/s", 0.0, 10.0)]
PushImpulse = Annotated[float, quantity("N·s", 0.0, 1000.0)]
PushInterval = Annotated[float, quantity("s", 0.1, 3600.0)]


class Pushes(Frozen):
    """Pushes at the CoM of a link, level, from any side.

    Each has an impulse, or gives the whole body a speed: its impulse is the body's
    mass times that speed then. The force is the impulse over the time that the push
    lasts. Speed or impulse, direction and the time from one push to the next are
    uniform between their bounds.

    Attributes:
        links: One of these is pushed, each as likely; the base link if there are none.
        minimum_speed, maximum_speed: Speed [m/s]; a maximum of 0 means none.
        minimum_impulse, maximum_impulse: Instead of a speed [N·s]; likewise.
        minimum_interval, maximum_interval: Time from one push to the next [s].
        duration: Of each push [s].
    """

    links: tuple[str, ...] = ()
    minimum_speed: PushSpeed = 0.0
    maximum_speed: PushSpeed = 0.0
    minimum_impulse: PushImpulse = 0.0
    maximum_impulse: PushImpulse = 0.0
    minimum_interval: PushInterval = 5.0
    maximum_interval: PushInterval = 10.0
    duration: Annotated[float, quantity("s", 0.0, 1.0, open_low=True)] = 0.2

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return self.maximum_speed > 0.0 or self.maximum_impulse > 0.0

    @rule
    def _in_order(self) -> Refusals:
        """Refuse bounds that are the wrong way round."""
        for low, high in (
            ("minimum_speed", "maximum_speed"),
            ("minimum_impulse", "maximum_impulse"),
            ("minimum_interval", "maximum_interval"),
        ):
            value, maximum = getattr(self, low), getattr(self, high)
            if value > maximum:
                allowed = f"at most {high}, {maximum:g}"
                yield refusal(allowed, (low,), value=value)
        if self.maximum_speed > 0.0 and self.maximum_impulse > 0.0:
            allowed = "0 where there is a maximum_speed: either speed or impulse"
            yield refusal(allowed, ("maximum_impulse",), value=self.maximum_impulse)


class Mismatch(Frozen):
    """How an actor differs from its card, what its sensors add, what pushes it.

    Attributes:
        link_mass: Each link's mass and inertia are the card's times 1 ± up to this,
            uniform [-].
        joint_offset: Each joint's encoder is off by ± up to this, uniform, throughout
            the run [rad].
        joint_friction: Coulomb friction of every joint [N·m]; the cards have none.
        position_noise, velocity_noise: Of each joint, uniform within ± this, anew
            every control period [rad], [rad/s].
        gyro_noise: Of each component of the base's angular velocity, likewise [rad/s].
        accelerometer_noise: Of each component, likewise [m/s²].
        gyro_bias, accelerometer_bias: Of each component, slowly varying within ± this
            [rad/s], [m/s²].
        force_noise, force_bias: Of each component of the force on a foot, as noise and
            as slowly varying bias [N].
        moment_noise, moment_bias: Of the moment on a foot, likewise [N·m].
        bias_period: In which a bias goes through all its values, as a sine whose phase
            the seed draws [s].
        latency: From what is measured to the command that answers it, a whole number
            of control periods [s].
        pushes: Drawn ones.

    What begins with `accelerometer_noise` and ends with `latency` is of actors with
    `sensing: measured` alone.
    """

    link_mass: Annotated[float, quantity("-", 0.0, 0.9)] = 0.0
    joint_offset: Annotated[float, quantity("rad", 0.0, 0.5)] = 0.0
    joint_friction: Annotated[float, quantity("N·m", 0.0, 100.0)] = 0.0
    position_noise: Annotated[float, quantity("rad", 0.0, 0.5)] = 0.0
    velocity_noise: Annotated[float, quantity("rad/s", 0.0, 20.0)] = 0.0
    gyro_noise: Annotated[float, quantity("rad/s", 0.0, 20.0)] = 0.0
    accelerometer_noise: Annotated[float, quantity("m/s²", 0.0, 50.0)] = 0.0
    gyro_bias: Annotated[float, quantity("rad/s", 0.0, 1.0)] = 0.0
    accelerometer_bias: Annotated[float, quantity("m/s²", 0.0, 10.0)] = 0.0
    force_noise: Annotated[float, quantity("N", 0.0, 1000.0)] = 0.0
    force_bias: Annotated[float, quantity("N", 0.0, 1000.0)] = 0.0
    moment_noise: Annotated[float, quantity("N·m", 0.0, 100.0)] = 0.0
    moment_bias: Annotated[float, quantity("N·m", 0.0, 100.0)] = 0.0
    bias_period: Annotated[float, quantity("s", 1.0, 36000.0)] = 100.0
    latency: Annotated[float, quantity("s", 0.0, 0.1)] = 0.0
    pushes: Pushes = Pushes()


def stream(seed: int, *names: str) -> np.random.Generator:
    """Return the random numbers of one quantity of one actor.

    Args:
        seed: Of the scenario.
        *names: Of the actor and of the quantity.
    """
    return np.random.default_rng([seed, _number(names)])


def stream_at(tick: int, seed: int, *names: str) -> np.random.Generator:
    """Return the random numbers of one quantity of one actor at one tick.

    They need no memory, so that a run goes on alike from any moment.

    Args:
        tick: Control periods since time 0.
        seed: Of the scenario.
        *names: Of the actor and of the quantity.
    """
    key = np.array([seed, _number(names)], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key, counter=tick << 64))


def _number(names: tuple[str, ...]) -> int:
    """Return a number of 64 bits for a quantity of an actor."""
    digest = hashlib.sha256("/".join(names).encode()).digest()
    return int.from_bytes(digest[:8], "big")
