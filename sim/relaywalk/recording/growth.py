"""A recording that grows: it goes on with further channels, and says another scenario.

What was recorded so far is written again with them, so that the recording is at any
time that of one scenario.
"""

import shutil
from contextlib import suppress
from pathlib import Path

import pyarrow as pa

from relaywalk.errors import DiskError
from relaywalk.recording.channels import RecordedScene
from relaywalk.recording.file_names import STREAM
from relaywalk.recording.recorder import Head, Recorder
from relaywalk.recording.recover import whole_batches

GROWING = "growing"  # folder in the run folder, gone when the recording has grown


def grown(recorder: Recorder, scene: RecordedScene, head: Head) -> Recorder:
    """Return what goes on in place of a recorder, its rows taken over.

    Args:
        recorder: It is closed.
        scene: With all that the recorder has, and perhaps more: zero until now.
        head: Kept in the metadata.

    Raises:
        DiskError: There is no room; the stream is kept as it was.
    """
    folder = recorder.folder
    recorder.close_stream()
    growing = folder / GROWING
    try:
        growing.mkdir()
        found = Recorder(growing, scene, head)
        found.record_time = recorder.record_time
        if recorder.rows:
            _take_over(folder / STREAM, found)
        found.move(folder)
    except OSError as error:
        raise DiskError(folder / STREAM, error, "what was recorded is kept") from error
    finally:
        with suppress(FileNotFoundError):
            shutil.rmtree(growing)
    return found


def _take_over(stream: Path, recorder: Recorder) -> None:
    """Give all rows of a stream to a recorder."""
    with stream.open("rb") as file, pa.ipc.open_stream(file) as reader:
        for batch in whole_batches(reader):
            recorder.take(batch)
