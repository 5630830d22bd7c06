"""Sweeps on a real Ray cluster: two raylets on this machine, one of them killed."""

import os
import signal
import time
import warnings

import pytest

pytestmark = [pytest.mark.ray, pytest.mark.slow]
if not os.environ.get("CI"):  # which must have it
    pytest.importorskip("ray", reason="Ray is not installed")

RELAY = """\
scenario: relay_5m
runs: 2
seed: 5
include: [default_randomisation]
set:
  duration: 2.0
  engine: !grid [mujoco, pybullet]
wall_limit: 120
"""


@pytest.fixture(scope="module")
def nodes():
    """Start two nodes of one core; return the cluster and the second node.

    The last test of this file kills that.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Ray's own
        from ray.cluster_utils import Cluster

        small = {"num_cpus": 1, "object_store_memory": 80_000_000}
        cluster = Cluster(initialize_head=True, head_node_args=small)
        second = cluster.add_node(**small)
        cluster.wait_for_nodes()
        yield cluster, second
        cluster.shutdown()


def test_the_same_sweep_has_the_same_fingerprints_here_and_on_ray(nodes, sweep):
    """The first 2 s of a relay in both engines: reaching out, every channel's bits."""
    cluster, _ = nodes
    here, there = sweep(RELAY), sweep(RELAY)
    there.out = here.out.with_name("ray")
    assert here.finish("--quiet") == 0, here.told
    assert there.finish("--quiet", "--ray", cluster.address) == 0, there.told
    rows = here.rows()
    assert [row["engine"] for row in rows] == ["mujoco", "pybullet"] * 2
    assert {row["outcome"] for row in rows} == {"timeout"}
    assert all(row["duration"] == pytest.approx(2.0, abs=0.01) for row in rows)
    assert len({row["fingerprint"] for row in rows} - {None}) == 4
    assert there.rows() == rows


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
