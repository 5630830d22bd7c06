"""The table of a sweep: one row a run, as `runs.parquet` holds it."""

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from relaywalk import atomic_file
from relaywalk.recording.file_names import RESULT, TABLE
from relaywalk.sweep.folder import SweepFolder

SCALARS = (
    "distance",
    "speed",
    "duration",
    "wall_time",
    "max_base_tilt",
    "max_off_line",
    "torch.max_slip",
    "torch.max_tilt",
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
        result = _result(folder, number)
        yield {
            "run": number,
            "folder": folder.run(number).relative_to(folder.path).as_posix(),
            "seed": run.scenario.seed,
            "outcome": ending.outcome if ending else "killed",
            "reason": ending.reason if ending else UNTOLD,
            "fingerprint": result.get("fingerprint"),
            **{column_of(path): value for path, value in run.factors.items()},
            **{name: _scalar(result, name) for name in SCALARS},
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


def _result(folder: SweepFolder, number: int) -> dict[str, Any]:
    """Return the keys of a run's result; none if it left none."""
    path = folder.run(number) / RESULT
    if not path.is_file():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _scalar(result: Mapping[str, Any], name: str) -> float | None:
    """Return a number of a result by its dotted name."""
    found: Any = result
    for key in name.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return None if found is None else float(found)
