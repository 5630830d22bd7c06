"""PlaCo's side of `make bench-peers`; it runs in an environment of its own.

It reads one JSON a line: the robot, then batches of states; it answers each batch with
the times of its ticks and the torques that it found. Nothing of relaywalk can be
imported here: PlaCo wants another Pinocchio.
"""

import gc
import json
import sys
from time import perf_counter

import numpy as np
import placo

# Ours: stiffness [1/s²], damping [1/s], weight [-].
GAINS = {
    "com": (80.0, 18.0, 100.0),  # ours has 200 in the plane and 30 upwards
    "pelvis": (100.0, 20.0, 10.0),
    "hand": (100.0, 20.0, 1.0),
    "hand_steady": (0.0, 40.0, 5.0),
    "arms": (60.0, 15.5, 0.3),
    "legs": (60.0, 15.5, 0.02),
}
STANDS, SWINGS = (0.0, 20.0, 100.0), (600.0, 49.0, 10.0)  # a foot
FORCE_COST, MOMENT_COST = 1e-6, 1e-5  # of contact wrenches [1/N²], [1/(N·m)²]


class Foot:
    """A foot: the task of its sole, and the contact that it bears while it stands."""

    def __init__(self, solver, sole, robot):
        """Add task and contact; the foot stands."""
        self._sole = sole
        self._task = solver.add_frame_task(sole, np.eye(4))
        self._contact = contact = solver.add_planar_contact(self._task)
        contact.length, contact.width = robot["length"], robot["width"]
        contact.mu = robot["friction"]
        contact.weight_forces, contact.weight_moments = FORCE_COST, MOMENT_COST
        self._give(STANDS)

    def aim(self, robot, swing):
        """Set the target: where it is, at rest, if it stands, else pose and motion."""
        stands = swing is None
        if stands != self._contact.active:
            self._contact.active = stands
            self._give(STANDS if stands else SWINGS)
        task, place = self._task, self._task.position()
        if stands:
            task.T_world_frame = robot.get_T_world_frame(self._sole)
            return
        task.T_world_frame, place.dtarget_world, place.ddtarget_world = swing

    def _give(self, gains):
        """Give the task its gains and its weight; it has no target's motion yet."""
        stiffness, damping, weight = gains
        self._task.configure(self._sole, "soft", weight, weight)
        for part in (self._task.position(), self._task.orientation()):
            part.kp, part.kd = stiffness, damping
        place = self._task.position()
        place.dtarget_world = place.ddtarget_world = np.zeros(3)


class Peer:
    """The robot with its tasks and contacts, built once."""

    def __init__(self, robot):
        """Build them of what `our_side.robot_of` says."""
        flags = placo.Flags.ignore_collisions
        self._robot = placo.RobotWrapper("", flags, robot["urdf"])
        names = list(self._robot.joint_names())
        self._order = [robot["joints"].index(name) for name in names]  # ours → its own
        self._solver = solver = placo.DynamicsSolver(self._robot)
        solver.dt = robot["period"]
        solver.enable_torque_limits(True)
        self._com = _configured(solver.add_com_task(np.zeros(3)), "com")
        pelvis = solver.add_orientation_task(robot["base"], np.eye(3))
        self._pelvis = _configured(pelvis, "pelvis")
        hand = solver.add_orientation_task(robot["hand"], np.eye(3))
        self._hand = _configured(hand, "hand")
        steady = solver.add_position_task(robot["hand"], np.zeros(3))
        self._steady = _configured(steady, "hand_steady")
        for group in ("arms", "legs"):
            _configured(solver.add_joints_task(), group).set_joints(robot[group])
        self._feet = {foot: Foot(solver, sole, robot) for foot, sole in robot["feet"]}

    def tick(self, state):
        """Return a tick's time, that of its solving [s], and the torques [N·m].

        It is what a control loop does: take the state, update the kinematics, set the
        targets, solve.
        """
        robot = self._robot
        began = perf_counter()
        robot.state.q = state["q"]
        robot.state.qd = state["v"]
        robot.update_kinematics()
        self._com.target_world = state["com"]
        self._com.dtarget_world = state["com_velocity"]
        self._com.ddtarget_world = state["com_acceleration"]
        self._pelvis.R_world_frame = state["pelvis"]
        self._hand.R_world_frame = state["hand"]
        self._steady.dtarget_world = state["pace"]
        for name, foot in self._feet.items():
            foot.aim(robot, state["swing"].get(name))
        solving = perf_counter()
        found = self._solver.solve(False)
        ended = perf_counter()
        if not found.success:
            raise ValueError("PlaCo found no solution")
        return ended - began, ended - solving, found.tau

    def prepared(self, state):
        """Return a state with arrays in place of lists, joints in its own order."""
        arrays = {name: np.array(value) for name, value in state.items()}
        for name, root in (("q", 7), ("v", 6)):
            free, joints = arrays[name][:root], arrays[name][root:]
            arrays[name] = np.concatenate((free, joints[self._order]))
        swing = {
            foot: tuple(np.array(part) for part in aim)
            for foot, aim in state["swing"].items()
        }
        return {**arrays, "swing": swing}

    def batch(self, states):
        """Return the times of all ticks [s], and the torques in our order [N·m]."""
        states = [self.prepared(state) for state in states]
        gc.collect()
        gc.disable()  # as in our loop
        ticks, solves, torques = zip(*map(self.tick, states), strict=True)
        gc.enable()
        back = np.argsort(self._order)
        joints = [torque[6:][back].tolist() for torque in torques]
        return {"tick": ticks, "solve": solves, "torque": joints}


def _configured(task, name):
    """Return a task with its gains and its weight."""
    task.kp, task.kd, weight = GAINS[name]
    task.configure(name, "soft", weight)
    return task


def main():
    """Answer until there is no more to answer."""
    peer = Peer(json.loads(sys.stdin.readline()))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(peer.batch(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
