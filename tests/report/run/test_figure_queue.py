"""Names in a pipe: each is taken once, whoever takes it."""

import os
import threading

import pytest

from relaywalk.report.run.figure_queue import RECORD, FigureQueue, put


@pytest.fixture
def pipe():
    """Return both ends of a pipe."""
    take, give = os.pipe()
    yield take, give
    os.close(take)


def test_names_come_in_order_until_the_pipe_closes(pipe):
    take, give = pipe
    names = ["cop", "a" * (RECORD - 1), "joint_torque"]
    for name in names:
        put(give, name)
    os.close(give)
    assert list(FigureQueue(take)) == names


def test_readers_share_the_names(pipe):
    take, give = pipe
    found = []
    readers = [
        threading.Thread(target=lambda: found.extend(FigureQueue(take)))
        for _ in range(4)
    ]
    for reader in readers:
        reader.start()
    names = [f"plot_{number}" for number in range(200)]
    for name in names:
        put(give, name)
    os.close(give)
    for reader in readers:
        reader.join()
    assert sorted(found) == sorted(names)
