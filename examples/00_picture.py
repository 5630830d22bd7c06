"""A picture of the robot carrying the torch, from the first seconds of the walk.

Features: building a stage by hand, turning the loop, rendering with an engine.
"""

import sys
from pathlib import Path

import matplotlib.image

from relaywalk.engines import Camera
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.stage import build_stage

WALKED = 2.0  # how far the robot is when the picture is taken [m]


def main(engine: str, path: Path) -> None:
    """Walk, then take the picture."""
    scenario = Scenario.load("relay_5m").with_overrides({"engine": engine})
    stage = build_stage(scenario)
    while stage.observation.actors["robot"].state.pose_base_in_world[0] < WALKED:
        stage.advance(stage.commands())
    camera = Camera((WALKED + 2.6, -2.2, 1.5), (WALKED + 0.1, -0.1, 0.9), 960, 720)
    matplotlib.image.imsave(path, stage.engine.render(camera))
    stage.engine.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
