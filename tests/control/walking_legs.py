"""A walker whose body does exactly as it is told; there is no physics."""

from typing import NamedTuple

import numpy as np

from relaywalk.control.support import heading_matrix
from relaywalk.control.walker import Walker
from relaywalk.control.walker_params import WalkerParams
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.planning.gait import GaitParameters
from relaywalk.terrains.terrain import level
from relaywalk.types import Goal

PERIOD = 0.005  # [s]
PARAMS = WalkerParams()
GAIT = GaitParameters(step_length=0.2)
FEET = ("left_foot", "right_foot")
ORIGIN = PlanarPose(0.0, 0.0, 0.0)


class Walk(NamedTuple):
    """What a walk came to.

    Attributes:
        swings: Feet that stepped, one after the other.
        landings: Where each one landed (k, 2), in the root's axes [m].
        zmp: (rows, 2) asked for, likewise [m].
        time: That it took [s].
    """

    swings: list[str]
    landings: np.ndarray
    zmp: np.ndarray
    time: float


class Legs:
    """A walker and its body.

    Attributes:
        root: Between the feet in the beginning; what is measured is in its axes.
        path, speed: That are walked along.
        target: Place that is stepped to.
    """

    def __init__(self, body, root=ORIGIN, period=PERIOD, params=PARAMS, gait=GAIT):
        self.body, self.root, self.period, self.time = body, root, period, 0.0
        self.walker = Walker(params, body, gait, period, level())
        self.path = self.speed = self.target = None

    def start(self, length):
        """Walk straight ahead to a distance from the root [m] from the next tick on."""
        self.path = PlanarPath.straight(self.root, length)

    def _goal(self):
        """Return what the legs are asked for."""
        return Goal(np.zeros(0), self.path, self.speed, self.target)

    def tick(self):
        """Go on by one period and return the reference of the legs."""
        legs = self.walker.update(self._goal(), self.body.loads)
        self.body.follow(legs, self.period)
        self.time += self.period
        return legs

    def until(self, over, longest=20.0):
        """Go on until a reference is as asked for, and return it; at most [s]."""
        end = self.time + longest
        while not over(legs := self.tick()):
            assert self.time < end
        return legs

    def rest(self, time):
        """Go on for a time [s] and return the last reference, if there is one."""
        legs = None
        for _ in range(round(time / self.period)):
            legs = self.tick()
        return legs

    def arrive(self, longest=60.0):
        """Go on until the walk is over; at most [s]."""
        swings, landings, zmp, before, begin = [], [], [], (), self.time
        while not zmp or self.walker.walking:
            legs = self.tick()
            assert self.time < begin + longest
            zmp.append(self.local(legs.zmp_in_world))
            now = tuple(legs.swing)
            if before and now != before:
                landings.append(self.place(before[0]))
            if now and now != before:
                swings.append(now[0])
            before = now
        places = np.array(landings).reshape(-1, 2)
        return Walk(swings, places, np.array(zmp), self.time - begin)

    def local(self, point):
        """Return a point (2,) of the world in the root's axes [m]."""
        return np.array(self.root.inverse(float(point[0]), float(point[1])))

    def place(self, foot):
        """Return where a sole is (2,), in the root's axes [m]."""
        return self.local(self.sole(foot).position)

    def sole(self, foot):
        """Return the placement of a sole in world."""
        return self.body.placement(self.body.card.feet[foot].frame)

    def gap(self):
        """Return where the CoM is from between the feet (2,), in world [m]."""
        desired = self.walker.standing().dcm_desired_in_world
        return self.body.com_in_world[:2] - desired

    def push(self, velocity):
        """Change the CoM's velocity (2,), in the root's axes [m/s]."""
        self.body.com_velocity[:2] += heading_matrix(self.root.yaw) @ velocity

    def copy_to(self, other):
        """Let another body and its walker go on from here."""
        body, theirs = self.body, other.body
        theirs.places, theirs.loads = {**body.places}, {**body.loads}
        theirs.com_in_world = body.com_in_world.copy()
        theirs.com_velocity = body.com_velocity.copy()
        other.path, other.speed, other.time = self.path, self.speed, self.time
        other.walker.state = self.walker.state
