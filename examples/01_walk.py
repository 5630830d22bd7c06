"""Run a scenario of your own: copy a YAML file, change it, run it.

Features: a scenario file, overriding a leaf of it, phases, the table of loads.

    python examples/01_walk.py [examples/walk_2m.yaml] [friction]
"""

import sys
from pathlib import Path

import relaywalk

SCENARIO = Path(__file__).with_name("walk_2m.yaml")


def main(scenario: str | Path, friction: float) -> None:
    """Walk over a ground of some friction; say which joints were used the most."""
    run = relaywalk.run(scenario, **{"terrain.friction": friction})
    print(f"{run.result.outcome}: {run.result.reason}")
    for phase, start, end in run.recording.phases("robot"):
        print(f"{phase:<10} {start:6.2f} … {end:6.2f} s")
    loads = [load for load in run.loads.rows if load.actor == "robot"]
    loads.sort(key=lambda load: load.utilisation_peak, reverse=True)
    for load in loads[:5]:
        print(
            f"{load.joint:<20} peak {load.peak:6.1f} N·m, "
            f"{load.utilisation_peak:4.0%} of what its actuator can give"
        )


if __name__ == "__main__":
    main(
        sys.argv[1] if len(sys.argv) > 1 else SCENARIO,
        float(sys.argv[2]) if len(sys.argv) > 2 else 0.8,
    )
