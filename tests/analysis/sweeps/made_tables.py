"""Tables of sweeps made by hand."""

import pyarrow as pa

from relaywalk.analysis.sweeps.sweep_table import SweepTable


def arrow_table(outcomes, **columns):
    """Return a table of runs with seeds 1, 2, …; columns are given by name."""
    runs = len(outcomes)
    made = {
        "run": list(range(runs)),
        "folder": [f"runs/{i:04d}" for i in range(runs)],
        "seed": list(range(1, runs + 1)),
        "outcome": list(outcomes),
        "reason": [f"ended: {outcome}" for outcome in outcomes],
        "fingerprint": [f"{i:064x}" for i in range(runs)],
    }
    return pa.table({**made, **columns})


def sweep_table(outcomes, **columns):
    """Return the same as a SweepTable."""
    return SweepTable.of(arrow_table(outcomes, **columns))


def outcomes(successes, failures, kind="fell"):
    """Return so many successes, then so many failures."""
    return ["success"] * successes + [kind] * failures
