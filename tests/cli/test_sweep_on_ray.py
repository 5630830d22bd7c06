"""A sweep on a real Ray cluster: two raylets on this machine, one of them killed."""

import os
import signal
import time
import warnings

import pytest

pytestmark = [pytest.mark.ray, pytest.mark.slow]
pytest.importorskip("ray", reason="Ray is not installed")


@pytest.fixture
def nodes():
    """Start two nodes of one core; return the cluster and the second node."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Ray's own
        from ray.cluster_utils import Cluster

        small = {"num_cpus": 1, "object_store_memory": 80_000_000}
        cluster = Cluster(initialize_head=True, head_node_args=small)
        second = cluster.add_node(**small)
        cluster.wait_for_nodes()
        yield cluster, second
        cluster.shutdown()


def test_a_lost_node_loses_no_run_and_the_table_is_the_local_one(
    nodes, uninterrupted, sweep
):
    cluster, second = nodes
    mine = sweep()
    process = mine.start("--ray", cluster.address)
    for _ in range(900):
        if mine.finished() and len(mine.workers()) == 2:
            break
        time.sleep(0.1)
    assert len(mine.finished()) < 4, "too late to lose a node"
    assert len(mine.workers()) == 2
    raylet = second.all_processes["raylet"][0].process.pid
    os.kill(raylet, signal.SIGKILL)
    told = process.communicate(timeout=250)[0]
    assert process.returncode == 0, told
    assert mine.rows() == uninterrupted.rows()
    assert not list(mine.out.glob("runs/*.partial-*"))
