"""The table of a sweep: one row a run, as `runs.parquet` holds it."""

import io
from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from relaywalk import atomic_file
from relaywalk.recording.file_names import RESULT, TABLE
from relaywalk.runs.result import Result
from relaywalk.sweep.folder import SweepFolder

SCALARS = (
    "distance",
    "speed",
    "duration",
    "wall_time",
    "max_base_tilt",
    "max_off_path",
    "torch.max_slip",
    "torch.max_tilt",
    "transfer_time",
    "peak_interaction_force",
    "unheld",
)
UNTOLD = "its process left neither a result nor a reason"


def write_table(folder: SweepFolder) -> pa.Table:
    """Write `runs.parquet`, one row a run in run order; return it.

    Args:
        folder: Of a sweep of which every run was tried.
    """
    drawn = folder.plan.file.scenario.drawn
    table = pa.Table.from_pylist(list(rows(folder)), schema=_schema(folder, drawn))
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    atomic_file.write_bytes(folder.path / TABLE, buffer.getvalue())
    return table


def rows(folder: SweepFolder) -> Iterator[dict[str, Any]]:
    """Yield one row a run."""
    for number in range(len(folder.plan)):
        run, ending = folder.plan.run(number), folder.ending(number)
        told = _scalars(folder.run(number))
        yield {
            "run": number,
            "folder": folder.run(number).relative_to(folder.path).as_posix(),
            "seed": run.scenario.seed,
            "outcome": ending.outcome if ending else "killed",
            "reason": ending.reason if ending else UNTOLD,
            "fingerprint": told.pop("fingerprint"),
            **{column_of(path): value for path, value in run.factors.items()},
            **told,
        }


def column_of(path: str) -> str:
    """Return the column of a varied leaf: its path, unless a result has that name."""
    return f"scenario.{path}" if path in SCALARS else path


def _schema(folder: SweepFolder, drawn: Mapping[str, Any]) -> pa.Schema:
    """Return the columns; a varied leaf is a number unless it has words."""
    first = folder.plan.run(0).factors
    words = {path for path in drawn if isinstance(first[path], str)}
    return pa.schema(
        [
            ("run", pa.int64()),
            ("folder", pa.string()),
            ("seed", pa.int64()),
            ("outcome", pa.string()),
            ("reason", pa.string()),
            ("fingerprint", pa.string()),
            *(
                (column_of(path), pa.string() if path in words else pa.float64())
                for path in drawn
            ),
            *((name, pa.float64()) for name in SCALARS),
        ]
    )


def _scalars(folder: Path) -> dict[str, Any]:
    """Return what a run's result says for the table; nothing if it left none."""
    if not (folder / RESULT).is_file():
        return dict.fromkeys(("fingerprint", *SCALARS))
    result = Result.read(folder)
    numbers = {name: attrgetter(name)(result) for name in SCALARS}
    return {"fingerprint": result.fingerprint, **numbers}
