"""The same sweep on a Ray cluster of two nodes, one of which is lost."""

import pickle
import time
from pathlib import Path

import pytest

from relaywalk.errors import DiskError, MissingDependency, RelayError, ScenarioError
from relaywalk.sweep import cluster as cluster_module
from relaywalk.sweep.attempt import RunTask


def test_without_ray_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(MissingDependency, match=r"pip install 'relaywalk\[ray\]'"):
        cluster_module.connected("auto")


def test_a_node_that_does_not_see_the_folder_says_so(tmp_path):
    task = RunTask(0, tmp_path / "nowhere" / "0000", "", 1.0, 0)
    with pytest.raises(RelayError, match="not seen by every node"):
        cluster_module.attempt_on_node(task)


def test_the_error_of_a_full_disk_comes_back_from_a_node_whole():
    error = DiskError(Path("out/runs"), OSError(28, "full"), "all is kept")
    back = pickle.loads(pickle.dumps(error))
    assert str(back) == str(error)
    assert str(back).endswith("cannot be written: No space left on device; all is kept")


@pytest.mark.ray
def test_where_no_cluster_answers_it_is_said_at_once():
    pytest.importorskip("ray", reason="Ray is not installed")
    began = time.monotonic()
    with pytest.raises(ScenarioError, match=r"--ray: localhost:1: no cluster"):
        cluster_module.connected("localhost:1")
    assert time.monotonic() - began < 30.0
