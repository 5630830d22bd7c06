"""The bench shows what was measured against its bars."""

from tests.made_results import made_result

from relaywalk.cli import bench

MEASURED = {
    "duration": 10.0,
    "wall_time": 8.0,
    "engine_time": 4.0,
    "control_tick_median": 0.0004,
    "control_tick_p99": 0.0009,
}


def test_ratio_ticks_and_memory_are_in_the_units_of_the_bars(tmp_path):
    rows = bench.lines("pybullet", made_result(tmp_path, **MEASURED), 400_000_000)
    assert rows["wall over engine time [-]"] == "2.00 (≤ 2.5)"
    assert rows["control tick, median [ms]"] == "0.400"
    assert rows["control tick, 99 % [ms]"] == "0.900"
    assert rows["peak memory [MB]"] == "400 (≤ 1000)"
