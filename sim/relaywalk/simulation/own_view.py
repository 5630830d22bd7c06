"""What an actor sees of the others: where they are from where it takes itself to be.

Its eyes tell where a torch or a person is from its own base, and that they tell truly;
where its base is in the world it estimates. An estimate that has drifted takes all that
is seen along, so that a hand finds the torch wherever its body believes to be.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from relaywalk.spatial import pose_inverse, pose_multiply, rotate
from relaywalk.types import ActorObservation, Array, Channel, Observation, PropState

ESTIMATE_ERROR = (
    Channel("estimate_error.x", "m", "base position, estimated less true, in world"),
    Channel("estimate_error.y", "m", "base position, estimated less true, in world"),
    Channel("estimate_error.z", "m", "base position, estimated less true, in world"),
    Channel("estimate_error.yaw", "rad", "turn about z from the true base rotation"),
    Channel("estimate_error.tilt", "rad", "angle between estimated and true vertical"),
    Channel("estimate_error.vx", "m/s", "base velocity, estimated less true, in base"),
    Channel("estimate_error.vy", "m/s", "base velocity, estimated less true, in base"),
    Channel("estimate_error.vz", "m/s", "base velocity, estimated less true, in base"),
)


def own_view(observation: Observation, name: str, own: ActorObservation) -> Observation:
    """Return the scene as an actor sees it, itself as it estimates itself.

    Velocities are turned only: eyes tell them against the ground.

    Args:
        observation: The engine's.
        name: Of the actor.
        own: Its estimate of itself.
    """
    true = observation.actors[name].state.pose_base_in_world
    shift = pose_multiply(own.state.pose_base_in_world, pose_inverse(true))
    others = {n: seen for n, seen in observation.actors.items() if n != name}
    poses = [seen.state.pose_base_in_world for seen in others.values()]
    poses += [prop.pose_in_world for prop in observation.props.values()]
    if not poses:
        return observation.with_actor(name, own)
    shifted = pose_multiply(shift, np.array(poses))
    actors = {
        other: replace(seen, state=replace(seen.state, pose_base_in_world=pose))
        for (other, seen), pose in zip(others.items(), shifted, strict=False)
    }
    props = _props(observation.props, shift[3:], shifted[len(others) :])
    return replace(observation, actors={**actors, name: own}, props=props)


def _props(
    props: Mapping[str, PropState], turn: Array, poses: Array
) -> dict[str, PropState]:
    """Return props at other poses (k, 7), their twists turned by a quaternion (4,)."""
    return {
        name: PropState(pose, rotate(turn, prop.twist_in_world.reshape(2, 3)).ravel())
        for (name, prop), pose in zip(props.items(), poses, strict=True)
    }


def estimate_error(estimated: ActorObservation, true: ActorObservation) -> Array:
    """Return the values (8,) of `ESTIMATE_ERROR`."""
    ours, base = estimated.state, true.state
    shift = pose_multiply(
        ours.pose_base_in_world, pose_inverse(base.pose_base_in_world)
    )
    x, y, z, w = shift[3:].tolist()
    yaw = 2.0 * np.arctan2(z, w)
    yaw = (yaw + np.pi) % (2.0 * np.pi) - np.pi
    tilt = np.arccos(np.clip(1.0 - 2.0 * (x * x + y * y), -1.0, 1.0))
    moved = ours.pose_base_in_world[:3] - base.pose_base_in_world[:3]
    faster = ours.twist_base_in_base[:3] - base.twist_base_in_base[:3]
    return np.concatenate((moved, (yaw, tilt), faster))
