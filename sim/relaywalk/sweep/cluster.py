"""Runs on a Ray cluster: one task a run; Ray alone decides where and when.

Every node has relaywalk installed and sees the sweep's folder under the same path.
"""

import socket
from collections.abc import Iterable, Iterator
from itertools import islice
from threading import Event
from typing import Any

from relaywalk.errors import MissingDependency, RelayError, ScenarioError
from relaywalk.sweep.attempt import AttemptResult, RunTask, attempt

AHEAD = 1000  # tasks that Ray is told of at a time
ANSWER = 5.0  # longest time that a cluster takes to answer [s]
RETRIES = 10  # of a task whose node or worker was lost


def run_on_ray(
    tasks: Iterable[RunTask], address: str, stop: Event
) -> Iterator[AttemptResult]:
    """Make runs on a cluster; yield how each ended, as they end.

    A run whose node is lost is tried again on another one.

    Args:
        tasks: The runs.
        address: Of the cluster; "auto" is the one of this machine.
        stop: Set to give up what is going on, and start no more.

    Raises:
        MissingDependency: Ray is not installed.
        ScenarioError: There is no such cluster.
    """
    ray = connected(address)
    remote = ray.remote(num_cpus=1, max_retries=RETRIES)(attempt_on_node)
    try:
        waiting = iter(tasks)
        pending = {remote.remote(task): task for task in islice(waiting, AHEAD)}
        while pending and not stop.is_set():
            ready, _ = ray.wait(list(pending), timeout=1.0)
            for reference in ready:
                yield _ending(ray, reference, pending.pop(reference))
            more = islice(waiting, AHEAD - len(pending))
            pending |= {remote.remote(task): task for task in more}
    finally:
        ray.shutdown()


def attempt_on_node(task: RunTask) -> AttemptResult:
    """Make one run on a node of the cluster.

    Raises:
        RelayError: The node does not see the sweep's folder.
    """
    runs = task.folder.parent
    if not runs.is_dir():
        raise RelayError(f"{runs}: not seen by every node; use a shared folder")
    return attempt(task, Event())


def connected(address: str) -> Any:  # noqa: ANN401
    """Return Ray, connected to a cluster.

    Args:
        address: Of the cluster; "auto" is the one of this machine.

    Raises:
        MissingDependency: Ray is not installed.
        ScenarioError: There is no cluster at that address.
    """
    try:
        import ray
    except ImportError as error:
        raise MissingDependency(
            "--ray: Ray is not installed: pip install 'relaywalk[ray]'"
        ) from error
    try:
        _knock(address)
        ray.init(address=address, log_to_driver=False, configure_logging=False)
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[0]
        raise ScenarioError(
            f"--ray: {address}: no cluster ({reason}): auto or HOST:PORT of a cluster "
            "that runs; 'ray start --head' starts one on this machine"
        ) from error
    return ray


def _knock(address: str) -> None:
    """Connect to HOST:PORT and hang up: Ray itself would try for minutes.

    Raises:
        OSError: Nobody answers.
    """
    host, colon, port = address.rpartition(":")
    if colon and port.isdecimal() and "/" not in host:
        socket.create_connection((host, int(port)), timeout=ANSWER).close()


def _ending(ray: Any, reference: Any, task: RunTask) -> AttemptResult:  # noqa: ANN401
    """Return how a task ended; one that Ray gave up counts as killed."""
    try:
        ending: AttemptResult = ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        raise error.cause from error
    except ray.exceptions.RayError as error:
        reason = str(error).strip().splitlines()[0]
        return AttemptResult(task.number, "killed", f"lost by Ray: {reason}")
    return ending
