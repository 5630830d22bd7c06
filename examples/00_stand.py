"""Run the smallest scenario and read what came of it.

Features: running a scenario, its result, a channel with its unit.

    python examples/00_stand.py [mujoco|pybullet]
"""

import sys

import relaywalk


def main(engine: str) -> None:
    """Stand for two seconds; say how it went and what the knee held."""
    run = relaywalk.run("stand", engine=engine)
    print(f"{run.result.outcome}: {run.result.reason}")
    name = "robot.leg_r4_joint.torque"
    channel, torque = run.recording.channels[name], run.recording[name]
    print(f"{name} [{channel.unit}]: {channel.meaning}")
    print(f"  {torque.min():.1f} … {torque.max():.1f}, mean {torque.mean():.1f}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "mujoco")
