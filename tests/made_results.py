"""Results made by hand: whole ones, of which a test changes what it is about."""

import json

from relaywalk.runs.result import Result

WHOLE = {
    "outcome": "success",
    "reason": "all criteria hold",
    "scenario": "relay_5m",
    "robot": "kuavo_4_pro",
    "engine": "mujoco",
    "seed": 1,
    "duration": 21.34,
    "wall_time": 16.0,
    "realtime_factor": 1.5,
    "engine_time": 8.0,
    "control_time": 6.0,
    "record_time": 2.0,
    "control_tick_median": 0.0004,
    "phases": [],
    "distance": 5.0,
    "speed": 0.7,
    "max_base_tilt": 0.1,
    "torch": {"mass": 1.6, "held": True, "max_slip": 0.001, "max_tilt": 0.1},
    "handovers": [],
    "versions": {"numpy": "2.2.6"},
    "fingerprint": "0" * 64,
}
MEASURES = {
    "approach_time": 0.05,
    "grasp_time": 0.08,
    "load_transfer_time": 0.12,
    "release_time": 0.1,
    "retreat_time": 0.2,
    "balance_error": 0.004,
    "peak_internal_force": 8.0,
    "rms_internal_force": 2.5,
    "giver_peak_force": 9.0,
    "receiver_peak_force": 21.0,
    "slip": 0.0007,
    "tilt": 0.025,
    "giver_com_shift": None,
    "receiver_com_shift": 0.0099,
    "giver_grip_ratio": 3.0,
    "receiver_grip_ratio": 2.4,
    "drop_margin": 1.9,
    "unheld": 0.0,
    "failures": [],
}
HANDOVER = {
    "giver": "giver",
    "receiver": "robot",
    "start": 0.1,
    "end": 0.4,
    "transfer_time": 0.3,
    "peak_force": 9.0,
    "outcome": "done",
    "giver_hand": "right_hand",
    "receiver_hand": "right_hand",
    "prop": "torch",
    "measures": MEASURES,
}


def write_result(folder, **changes):
    """Write the result of a run into its folder."""
    text = json.dumps({**WHOLE, **changes})
    (folder / "result.json").write_text(text, encoding="utf-8")


def made_result(folder, **changes):
    """Return a result, by way of a file in a folder."""
    write_result(folder, **changes)
    return Result.read(folder)
