"""Base estimator: where the base is and how it moves, out of IMU, encoders and feet."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from relaywalk.estimation import StateEstimator
from relaywalk.estimation.base_filter import (
    BaseFilter,
    BaseFilterParams,
    Footing,
    ReadingNoise,
    SoleReading,
)
from relaywalk.estimation.joint_offsets import JointOffsets
from relaywalk.robots.model import RobotModel
from relaywalk.schema.faults import Refusals, rule
from relaywalk.schema.quantity import Frozen, quantity, refusal
from relaywalk.spatial import quaternion_from_rotation
from relaywalk.types import (
    GRAVITY,
    ActorObservation,
    Array,
    MeasuredObservation,
    RobotState,
)

Load = Annotated[float, quantity("-", 0.0, 1.0)]


class Params(Frozen):
    """When a foot is counted on, and how far.

    Attributes:
        touchdown: Load from which a foot is counted on, of body weight [-].
        lift_off: Load below which it is no longer, of body weight [-].
        implausible: A foot whose sole is this far from where it was set down has slid,
            or never stood: it is set down anew. In squares of what is likely, six on
            average; with 30 one correction in 25 000 of a foot that stands is lost [-].
        start_time: A robot that was just put down moves its feet until they bear it:
            it is held meanwhile, and they are counted on from then on [s].
        correction_period: From one correction to the next, in which what the feet say
            is averaged; also corrected whenever a foot is set down or lifted [s].
        filter: Of the base.
    """

    touchdown: Load = 0.25
    lift_off: Load = 0.15
    implausible: Annotated[float, quantity("-", 6.0, 1e6)] = 30.0
    start_time: Annotated[float, quantity("s", 0.0, 10.0)] = 0.2
    correction_period: Annotated[float, quantity("s", 0.0, 0.1)] = 0.01
    filter: BaseFilterParams = BaseFilterParams()

    @rule
    def _in_order(self) -> Refusals:
        """Refuse thresholds that are the wrong way round."""
        if self.lift_off > self.touchdown:
            allowed = f"at most touchdown, {self.touchdown:g}"
            yield refusal(allowed, ("lift_off",), value=self.lift_off)


class Leg(NamedTuple):
    """A foot and what carries it.

    Attributes:
        name: Contact-frame name of the foot.
        frame: Of its sole, in the model.
        columns: (k,) of the model's Jacobians, of the joints that move the sole under
            the base.
    """

    name: str
    frame: str
    columns: NDArray[np.intp]


class BaseEstimator(StateEstimator):
    """Fills in base pose and linear velocity, and takes the bias off the gyro."""

    def __init__(
        self,
        params: Params,
        noise: ReadingNoise,
        model: RobotModel,
        found: JointOffsets | None,
        period: float,
    ) -> None:
        """Begin at rest where the robot was put.

        Args:
            params: When a foot is counted on.
            noise: Of the sensors.
            model: Of the robot, updated for its first state: where it was surveyed; its
                placements are changed by every estimate.
            found: Offsets found at rest, before which no foot is counted on; None
                where encoders are not off.
            period: Control period [s].
        """
        self._params, self._model, self._period = params, model, period
        self._weight, self._found = model.mass * GRAVITY, found
        self._feet = [_leg(model, name) for name in model.card.feet]
        self._filter = BaseFilter(params.filter, noise, model.q[:7], period)
        self._encoder = noise.position
        blur = (params.filter.sole_position, params.filter.sole_rotation)
        self._blur = np.square(np.repeat(blur, 3))
        self._stride = max(round(params.correction_period / period), 1)
        self._standing: tuple[int, ...] = ()
        self._ticks, self._sums = 0, self._no_sums()
        self._loads = np.zeros(len(self._feet))  # at the latest correction
        self._begun = False  # what was before the first reading is not integrated
        self._time = 0.0

    @property
    @override
    def settled(self) -> bool:
        return self._time > self._params.start_time - 0.5 * self._period

    @property
    def standing(self) -> tuple[str, ...]:
        """Contact-frame names of the feet that are counted on."""
        return tuple(self._feet[foot].name for foot in self._standing)

    @override
    def estimate(self, seen: ActorObservation) -> ActorObservation:
        if not isinstance(seen, MeasuredObservation):
            raise TypeError("a base is estimated from what sensors measure")
        gyro = seen.state.twist_base_in_base[3:]
        if self._begun:
            self._filter.predict(gyro, seen.specific_force)
            self._locate(seen)
            self._use_feet(seen.contact_wrench)
        self._begun = True
        return replace(seen, state=self._estimated(seen.state, gyro))

    @property
    def _known(self) -> bool:
        """Whether the encoders are right, or the offsets at rest are found."""
        return self._found is None or self._found.settled

    def _estimated(self, measured: RobotState, gyro: Array) -> RobotState:
        """Return a state with pose and twist of the base as the filter has them."""
        found = self._filter
        quaternion = quaternion_from_rotation(found.rotation)
        velocity = found.rotation.T @ found.velocity
        return replace(
            measured,
            pose_base_in_world=np.concatenate((found.position, quaternion)),
            twist_base_in_base=np.concatenate((velocity, gyro - found.gyro_bias)),
        )

    def _locate(self, seen: ActorObservation) -> None:
        """Put the model where base and encoders are taken to be."""
        base = self._filter
        pose = (base.position, quaternion_from_rotation(base.rotation))
        joints = seen.state.joint_position[self._model.select]
        self._model.locate(np.concatenate((*pose, joints)))

    def _sole(self, foot: int) -> SoleReading:
        """Return where a sole is."""
        return SoleReading(*self._model.placement(self._feet[foot].frame))

    def _footing(self, foot: int, count: int) -> Footing:
        """Return what the encoders make of a foot's mean innovation over some ticks."""
        leg = self._feet[foot]
        jacobian = self._model.jacobian(leg.frame)[:, leg.columns]
        noise = self._encoder**2 * (jacobian @ jacobian.T)
        noise.ravel()[::7] += self._blur
        return Footing(foot, noise / count)

    def _use_feet(self, contact: Mapping[str, Array]) -> None:
        """Add up what the feet that stand say, and correct when it is time."""
        self._ticks += 1
        self._time += self._period
        for foot in self._standing:
            self._sums[foot] += self._filter.innovation(foot, self._sole(foot))
        loads = np.array([contact[leg.name][2] for leg in self._feet]) / self._weight
        bearing = tuple(f for f, load in enumerate(loads) if self._bears(f, load))
        if bearing != self._standing or self._ticks == self._stride:
            lost = self._correct(loads)
            self._set_down(f for f in bearing if f in lost or f not in self._standing)
            self._standing = bearing

    def _bears(self, foot: int, load: float) -> bool:
        """Say whether a foot bears enough, of body weight, to be counted on."""
        if not (self.settled and self._known):
            return False
        params = self._params
        limit = params.lift_off if foot in self._standing else params.touchdown
        return bool(load > limit)

    def _set_down(self, feet: Iterable[int]) -> None:
        """Count on some feet from now on."""
        for foot in feet:
            self._filter.set_down(self._sole(foot), self._footing(foot, 1))

    def _correct(self, loads: Array) -> set[int]:
        """Use what was added up; return the feet that have slid meanwhile.

        Args:
            loads: On each foot now, of body weight [-].
        """
        count, found = self._ticks, self._filter
        found.propagate(count * self._period, loads - self._loads)
        self._loads = loads
        kept: dict[int, tuple[Footing, Array]] = {}
        for foot in self._standing:
            # the noise of a mean is that of one over their number
            footing, error = self._footing(foot, count), self._sums[foot] / count
            if found.surprise(footing, error) < self._params.implausible:
                kept[foot] = footing, error
        self._ticks, self._sums = 0, self._no_sums()
        if kept:
            footings, errors = zip(*kept.values(), strict=True)
            found.correct(footings, np.concatenate(errors))
        return set(self._standing) - set(kept)

    def _no_sums(self) -> list[Array]:
        """Return empty sums (6,), one a foot."""
        return [np.zeros(6) for _ in self._feet]


def _leg(model: RobotModel, name: str) -> Leg:
    """Return a foot's leg."""
    frame = model.card.feet[name].frame
    moves = np.any(model.jacobian(frame)[:, model.free :] != 0.0, axis=0)
    return Leg(name, frame, model.free + np.flatnonzero(moves))
