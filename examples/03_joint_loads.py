# %% [markdown]
# # What does a joint carry?
#
# You let a humanoid stand for four seconds, read what its right arm carried, check it
# by hand against m·g·lever, and draw it against what the actuators can give. It takes
# about ten seconds.
#
# The script and the notebook of the same name are one lesson: the notebook is made from
# the script by `python examples/notebook.py`.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pinocchio as pin

import relaywalk
from relaywalk.analysis.loads.inverse_dynamics import joint_residual

four_seconds = {"actors.robot.script.0.duration": 4.0}  # then it is at rest
run = relaywalk.run("stand", engine="mujoco", **four_seconds)  # or relaywalk.open("…")
recording, card = run.recording, run.cards["robot"]
print(run.result.outcome, "·", len(recording), "rows of", len(recording.names))

# %% [markdown]
# ## Three loads, three names
#
# 1. **Actuator torque**, `.torque`: what the motor applied about the joint's axis.
# 2. **Reaction wrench**, `.fx` … `.mz`: force and moment that the parent link exerts on
#    the child link, at the joint's origin, in the child's frame, actuator included.
# 3. **Inverse-dynamics torque**: what the recorded motion needs, by Newton's law.
#
# Every channel says itself what it is:

# %%
ELBOW = "robot.zarm_r4_joint"
for name in (f"{ELBOW}.position", f"{ELBOW}.torque", f"{ELBOW}.fz"):
    channel = recording.channels[name]
    print(f"{name} [{channel.unit}]: {channel.meaning}")

# %% [markdown]
# ## By hand: m·g·lever
#
# A body that hangs still beyond a joint pulls with its weight, m·g, at its centre of
# mass c. The parent link must hold against it:
#
# $$ f = -m\,g, \qquad n = c \times f, \qquad \tau = a \cdot n $$
#
# g is gravity (0, 0, −9.81) m/s² and a the joint's axis, both in the child's frame. The
# masses and c come from the robot's URDF file, by Pinocchio, the joint angles from the
# recording. The engine had no say in it.

# %%
AXES = ("fx", "fy", "fz", "mx", "my", "mz")
BASE = [f"robot.base.{axis}" for axis in ("x", "y", "z", "qx", "qy", "qz", "qw")]
JOINTS = [f"zarm_r{number}_joint" for number in range(1, 8)]

model = pin.buildModelFromUrdf(str(card.urdf_path), pin.JointModelFreeFlyer())
data = model.createData()
pin.computeSubtreeMasses(model, data)


def configuration(row: int) -> np.ndarray:
    """Return the model's q: base pose, then joint angles [rad]."""
    q = pin.neutral(model)
    q[:7] = recording.matrix(BASE)[row]
    for joint in card.joints:
        place = model.joints[model.getJointId(joint)].idx_q
        q[place] = recording[f"robot.{joint}.position"][row]
    return q


def by_hand(joint: str, q: np.ndarray) -> np.ndarray:
    """Return force [N] and moment [N·m] (6,) that hold what is beyond a joint."""
    pin.forwardKinematics(model, data, q)
    pin.centerOfMass(model, data, q, True)
    number = model.getJointId(joint)
    gravity = data.oMi[number].rotation.T @ np.array([0.0, 0.0, -9.81])
    force = -data.mass[number] * gravity
    return np.concatenate((force, np.cross(data.com[number], force)))


q = configuration(-1)
print(f"{'zarm_r4_joint':<15}" + "".join(f"{axis:>10}" for axis in AXES))
recorded = recording.matrix([f"{ELBOW}.{axis}" for axis in AXES])[-1]
for what, wrench in (("by hand", by_hand("zarm_r4_joint", q)), ("recorded", recorded)):
    print(f"{what:<15}" + "".join(f"{value:10.4f}" for value in wrench))

# %% [markdown]
# The elbow turns about its y axis, so its actuator gives what the moment has about y.
# The rest of the wrench goes through the bearings: no motor feels it, the bearings do.
#
# ## By Newton: inverse dynamics
#
# The same for every moment, with the motion in it: mass times acceleration, Coriolis
# and gravity, less what the ground gives. The *residual* is what then is left between
# needed and applied torque. It tells whether the recording can be trusted.

# %%
residual = joint_residual(recording, card, "robot", 0.5, 2.0)
print(f"{'joint':<15}{'torque':>9}{'residual':>10}{'peak limit':>12}   [N·m]")
for joint in JOINTS:
    left = np.sqrt(np.mean(residual[:, card.joints.index(joint)] ** 2))
    torque = recording[f"robot.{joint}.torque"][-1]
    limit = card.ratings[joint].peak_torque.value
    print(f"{joint:<15}{torque:9.3f}{left:10.1e}{limit:12.1f}")

# %% [markdown]
# ## A figure
#
# Left: the elbow's torque over time and the value by hand; the robot starts without
# torque and takes a second to settle. Right: the share of its actuator that every joint
# of the arm used, with the peak torque as 100 %.

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
left.plot(recording.time, recording[f"{ELBOW}.torque"], label="actuator torque")
about_y = by_hand("zarm_r4_joint", q)[4]
left.axhline(about_y, color="black", linestyle="--", label="by hand, m·g·lever")
left.set(xlabel="time [s]", ylabel="torque [N·m]", title="Right elbow, zarm_r4_joint")
left.legend()

limits = [card.ratings[joint].peak_torque.value for joint in JOINTS]
peaks = [np.abs(recording[f"robot.{joint}.torque"]).max() for joint in JOINTS]
right.barh(JOINTS, 100.0 * np.divide(peaks, limits))
right.invert_yaxis()
right.set(xlabel="share of the peak torque [%]", title="Right arm, nothing in the hand")
figure.savefig(run.folder / "joint_loads.png", dpi=100)
print(run.folder / "joint_loads.png")

# %% [markdown]
# ## Go on
#
# - Run it in PyBullet: `engine="pybullet"`. Which digit changes?
# - Run `relay_5m` and look at a moment at which the arm holds the torch. What do you
#   have to add to m and c?
# - Take the numbers elsewhere: `relaywalk export runs/… --format csv`.
#
# `docs/joint_loads.md` says more of what the loads mean and how to cite them.
