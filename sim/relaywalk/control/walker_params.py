"""All that can be tuned of the walker; the gait itself is in the robot's card."""

from typing import Annotated, Literal

from pydantic import Field

from relaywalk.control.balance import BalanceParams
from relaywalk.control.central_motion import CentralParams
from relaywalk.control.disturbance_observer import DisturbanceParams
from relaywalk.control.known_ground import Knowledge
from relaywalk.control.step_choice import StepChoiceParams
from relaywalk.control.touchdown import TouchdownParams
from relaywalk.planning.home_walk import HomeParams
from relaywalk.planning.path_walk import FootstepParams
from relaywalk.schema.quantity import Frozen, quantity

Time = Annotated[float, quantity("s", 0.0, 10.0, open_low=True)]


class WalkerParams(Frozen):
    """How the walker plans and balances; the gait itself is in the robot's card.

    Attributes:
        preview: Steps that the DCM reference looks ahead.
        shift_time: Onto the first stance foot, and to rest at the end [s].
        capture_time: Swing of a step out of rest [s].
        first_step: The foot that steps first.
        balance: DCM feedback.
        disturbance: How a lasting force is found, and leant into.
        footsteps: How footsteps follow a path.
        home: How feet go home after a push, or to a place near by.
        choice: Which steps are chosen after a push.
        touchdown: When steps end before their time, or after it.
        central: How CoM and pelvis follow the feet.
        ground: What it knows of the ground: nothing, the mean plane, all.
    """

    # What comes after seven steps counts with e^(−7ωT) < 1e-4 in the DCM of now, with
    # ω = 3.4 1/s and T = 0.425 s.
    preview: Annotated[int, Field(ge=1, le=50, strict=True)] = 7
    shift_time: Time = 0.8
    capture_time: Time = 0.38
    first_step: Literal["left_foot", "right_foot"] = "left_foot"
    balance: BalanceParams = BalanceParams()
    disturbance: DisturbanceParams = DisturbanceParams()
    footsteps: FootstepParams = FootstepParams()
    home: HomeParams = HomeParams()
    choice: StepChoiceParams = StepChoiceParams()
    touchdown: TouchdownParams = TouchdownParams()
    central: CentralParams = CentralParams()
    ground: Knowledge = "mean_plane"
