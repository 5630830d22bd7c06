"""HDF5 read back by h5py."""

import h5py
import numpy as np
import pytest

from relaywalk.recording.export import _excerpt, hdf5
from relaywalk.recording.export._excerpt import Excerpt


@pytest.mark.parametrize("size", [10, 1000])
def test_every_channel_is_a_dataset_with_its_unit(excerpt, tmp_path, monkeypatch, size):
    monkeypatch.setattr(_excerpt, "BATCH", size)
    (path,) = hdf5.write(excerpt, tmp_path / "x.h5")
    with h5py.File(path) as file:
        for channel in excerpt.recording.channels.values():
            dataset = file[channel.name.replace(".", "/")]
            assert dataset.attrs["unit"] == channel.unit
            assert dataset.attrs["meaning"] == channel.meaning
            if channel.unit:
                assert dataset.dtype == (np.float64 if channel.precise else np.float32)
                assert np.array_equal(dataset[:], excerpt.recording[channel.name])


def test_phases_are_strings_and_the_scenario_is_kept(excerpt, tmp_path):
    (path,) = hdf5.write(excerpt, tmp_path / "x.h5")
    with h5py.File(path) as file:
        phases = list(file["giver/phase"].asstr())
        assert file.attrs["scenario"] == excerpt.recording.scenario
    assert phases == ["stand"] * 20 + ["carry"] * 37


def test_fewer_rows_and_actors_are_what_was_asked_for(recorded, tmp_path):
    excerpt = Excerpt.of(*recorded, "robot", 10.0)
    (path,) = hdf5.write(excerpt, tmp_path / "x.hdf5")
    with h5py.File(path) as file:
        assert set(file) == {"time", "robot", "torch"}
        assert np.allclose(file["time"], [0.0, 0.1, 0.2, 0.3, 0.4, 0.5])
