"""HDF5 for MATLAB, Julia and h5py: one dataset a channel, in groups.

The dots of a channel's name part the groups: `robot.zarm_r4_joint.torque` is the
dataset `/robot/zarm_r4_joint/torque`. Every dataset has the attributes `unit` and
`meaning`; phases are strings. The scenario as it was run is an attribute of the file.
"""

from pathlib import Path
from typing import Any

import numpy as np

from relaywalk.recording.export import library, whole
from relaywalk.recording.export._excerpt import BATCH, Excerpt
from relaywalk.types import Channel

SUFFIXES = (".h5", ".hdf5")
# The filters that MATLAB and Julia have too; shuffled, neighbouring floats share bytes.
COMPRESSION = {"compression": "gzip", "compression_opts": 1, "shuffle": True}


def write(excerpt: Excerpt, path: Path) -> tuple[Path, ...]:
    """Write one file, channel by channel.

    Args:
        excerpt: Of a recording.
        path: The file.

    Raises:
        MissingDependency: h5py is not installed.
    """
    h5py = library("h5py")
    with whole(path) as part, h5py.File(part, "w", rdcc_nbytes=0) as file:
        file.attrs["format"] = "relaywalk recording, SI units"
        file.attrs["scenario"] = excerpt.recording.scenario
        sets = [_dataset(file, channel, len(excerpt)) for channel in excerpt.channels]
        done = 0
        for batch in excerpt.batches([channel.name for channel in excerpt.channels]):
            rows = slice(done, done + batch.num_rows)
            for dataset, column in zip(sets, batch.columns, strict=True):
                dataset[rows] = column.to_numpy(zero_copy_only=False)
            done = rows.stop
    return (path,)


def _dataset(file: Any, channel: Channel, rows: int) -> Any:  # noqa: ANN401
    """Make the dataset of a channel, still empty.

    Args:
        file: Of h5py.
        channel: Its name says where.
        rows: Values to come.
    """
    kind: Any = np.float64 if channel.precise else np.float32
    dataset = file.create_dataset(
        channel.name.replace(".", "/"),
        shape=(rows,),
        dtype=kind if channel.unit else library("h5py").string_dtype(),
        chunks=(min(rows, BATCH),),
        **COMPRESSION,
    )
    dataset.attrs["unit"] = channel.unit
    dataset.attrs["meaning"] = channel.meaning
    return dataset
