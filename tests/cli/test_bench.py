"""The bench shows what was measured against its bars."""

from relaywalk.cli import bench

VALUES = {
    "outcome": "success",
    "duration": 10.0,
    "wall_time": 8.0,
    "engine_time": 4.0,
    "control_time": 3.0,
    "record_time": 1.0,
    "realtime_factor": 1.25,
    "control_tick_median": 0.0004,
    "control_tick_p99": 0.0009,
    "peak_rss": 400_000_000,
}


def test_ratio_ticks_and_memory_are_in_the_units_of_the_bars():
    rows = bench.lines("pybullet", VALUES)
    assert rows["wall over engine time [-]"] == "2.00 (≤ 2.5)"
    assert rows["control tick, median [ms]"] == "0.400"
    assert rows["control tick, 99 % [ms]"] == "0.900"
    assert rows["peak memory [MB]"] == "400 (≤ 1000)"
