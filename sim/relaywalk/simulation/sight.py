"""What a body sees of props and of other bodies: late, now and then, with noise."""

from collections import deque
from dataclasses import replace

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.scenario.mismatch import stream_at
from relaywalk.scenario.sight_entry import SightEntry
from relaywalk.types import ActorObservation, Observation, PropState

ROUNDING = 1e-9  # of a time [s]


class Sight:
    """A camera with a delay; between two pictures the last one is kept.

    Noise is drawn for each picture and each body: what is seen trembles, it does not
    drift. Velocities are seen late, too, but as they are.
    """

    def __init__(self, entry: SightEntry, seed: int, actor: str, period: float) -> None:
        """Begin without a picture.

        Args:
            entry: Its errors.
            seed: Of the scenario.
            actor: That sees.
            period: Control period [s].
        """
        self._entry, self._seed, self._actor = entry, seed, actor
        self._period = period
        self._taken = deque[Observation]()  # not yet seen, but the first
        self._picture: Observation | None = None
        self._next = 0.0

    def look(self, observation: Observation) -> Observation:
        """Return the scene with the others as they are seen now; once a period.

        Args:
            observation: The scene as it is, the body itself as it estimates itself.
        """
        entry = self._entry
        if entry.exact:
            return observation
        time = observation.time
        self._taken.append(observation)
        until = time - entry.delay + ROUNDING
        while len(self._taken) > 1 and self._taken[1].time <= until:
            self._taken.popleft()
        if self._picture is None or time >= self._next - ROUNDING:
            self._picture = self._photographed(self._taken[0], time)
            self._next = time + (1.0 / entry.rate if entry.rate else 0.0)
        own = observation.actors[self._actor]
        actors = {**self._picture.actors, self._actor: own}
        return replace(observation, actors=actors, props=self._picture.props)

    def _photographed(self, observation: Observation, time: float) -> Observation:
        """Return what a picture shows of a scene; it is seen at a time [s]."""
        # of the tick alone, so that a run that is taken up again draws the same
        tick = round(time / self._period)
        random = stream_at(tick, self._seed, self._actor, "sight")
        actors = {
            name: self._moved(seen, random)
            for name, seen in observation.actors.items()
            if name != self._actor
        }
        props = {n: self._seen(prop, random) for n, prop in observation.props.items()}
        return replace(observation, actors=actors, props=props)

    def _moved(
        self, seen: ActorObservation, random: np.random.Generator
    ) -> ActorObservation:
        """Return another body where it is seen."""
        pose = seen.state.pose_base_in_world.copy()
        pose[:3] += self._entry.position_noise * random.standard_normal(3)
        return replace(seen, state=replace(seen.state, pose_base_in_world=pose))

    def _seen(self, prop: PropState, random: np.random.Generator) -> PropState:
        """Return a prop where it is seen."""
        pose = prop.pose_in_world.copy()
        pose[:3] += self._entry.position_noise * random.standard_normal(3)
        angles = self._entry.rotation_noise * random.standard_normal(3)
        turn = Rotation.from_rotvec(angles)
        pose[3:] = (turn * Rotation.from_quat(pose[3:])).as_quat()
        return PropState(pose, prop.twist_in_world)
