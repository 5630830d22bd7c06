"""A process is measured from outside."""

import os
import sys

import pytest

from relaywalk.experiments import process_cost as module
from relaywalk.experiments.process_cost import process_cost

MB = 1_000_000


def python(text, **options):
    return process_cost([sys.executable, "-c", text], **options)


def test_status_and_texts_are_the_process_own():
    cost = python("import sys; print('out'); sys.exit('bad')")
    assert (cost.status, cost.output, cost.errors) == (1, "out", "bad")


def test_it_gets_the_environment_that_it_is_given():
    said = python("import os; print(os.environ['SAID'])", environment={"SAID": "so"})
    assert said.output == "so"


def test_wall_time_is_that_of_the_whole_process():
    assert 0.3 < python("import time; time.sleep(0.3)").wall_time < 3.0


def test_memory_counts_what_was_touched_and_given_back():
    base = python("pass").peak_memory
    large = base + 100 * MB
    assert python(f"bytearray(b'x') * {large}").peak_memory > large


def test_memory_counts_a_child_that_was_waited_for():
    large = python("pass").peak_memory + 100 * MB
    inner = f"bytearray(b'x') * {large}"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    assert python(outer).peak_memory > large


def test_an_interrupt_leaves_no_process_behind(monkeypatch):
    started = []

    def interrupted(pid, _):
        started.append(pid)
        raise KeyboardInterrupt

    monkeypatch.setattr(module.os, "wait4", interrupted)
    with pytest.raises(KeyboardInterrupt):
        python("import time; time.sleep(60)")
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)
