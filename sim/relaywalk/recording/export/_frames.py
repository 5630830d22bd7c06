"""Where a body's frames were, from its recorded base and joints."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.recording.channels import POSE
from relaywalk.recording.export._excerpt import Excerpt
from relaywalk.robots.model import RobotModel
from relaywalk.types import Array


class FrameTrajectory(NamedTuple):
    """Where a frame was.

    Attributes:
        position: (k, 3) in world [m].
        rotation: (k, 3, 3) from the frame's axes to the world's.
    """

    position: Array
    rotation: Array


def frame_trajectories(
    excerpt: Excerpt,
    actor: str,
    frames: Sequence[str],
    model: RobotModel | None = None,
) -> dict[str, FrameTrajectory]:
    """Return frame → where it was in each row.

    The model gives where the frame is beside the base link, the recording where the
    base was: X_WF = X_WB X_MB⁻¹ X_MF, with M the model's own world.

    Args:
        excerpt: Of a recording.
        actor: Its name.
        frames: Links of its URDF, none of them a finger.
        model: Of the actor, where there is one already.
    """
    model = model or RobotModel(excerpt.cards[actor])
    joints = excerpt.matrix([f"{actor}.{joint}.position" for joint in model.joints])
    base = excerpt.matrix([f"{actor}.base.{axis}" for axis, _ in POSE])
    free = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0] if model.floating else []
    q = np.hstack((np.tile(free, (len(excerpt), 1)), joints))
    requested = (excerpt.cards[actor].base_link, *frames)
    position, rotation = model.frame_paths(requested, q)  # p_MF, R_MF
    model_rotation = (
        Rotation.from_quat(base[:, 3:]).as_matrix() @ rotation[0].mT
    )  # R_WM
    return {
        frame: FrameTrajectory(
            base[:, :3] + (model_rotation @ (there - position[0])[:, :, None])[:, :, 0],
            model_rotation @ rotated,
        )
        for frame, there, rotated in zip(
            frames, position[1:], rotation[1:], strict=True
        )
    }
