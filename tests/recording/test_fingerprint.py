"""The fingerprint is that of the numbers that are read back."""

import numpy as np
import pytest

from relaywalk.recording.fingerprint import Fingerprint, fingerprint_of
from relaywalk.recording.recorder import FEWEST
from relaywalk.recording.recording import Recording


@pytest.mark.parametrize("rows", [1, FEWEST, 2 * FEWEST + 7])
def test_a_recording_read_back_has_its_recorders_fingerprint(
    tmp_path, write_rows, motion, two_link, rows
):
    noise = np.random.default_rng(1).standard_normal((rows, 2))
    motions = {"robot": motion(torque=noise, position=noise)}
    recorder = write_rows(tmp_path, {"robot": two_link}, rows, motions)
    recorder.close()
    assert fingerprint_of(Recording.open(tmp_path)) == recorder.fingerprint


def test_batches_make_no_difference_but_numbers_do():
    rows = np.random.default_rng(2).standard_normal((10, 3))
    whole, parts, other = Fingerprint(), Fingerprint(), Fingerprint()
    whole.update(rows)
    parts.update(rows[:4])
    parts.update(rows[4:])
    rows[9, 2] = np.nextafter(rows[9, 2], 1.0)
    other.update(rows)
    assert whole.hexdigest() == parts.hexdigest() != other.hexdigest()
