"""Ctrl-C ends a run where it tells its progress; a second one at once."""

import signal

import pytest

from relaywalk.cli._interrupt import ending_in_order


def test_progress_is_passed_on():
    told = []
    with ending_in_order(lambda *what: told.append(what)) as tell:
        tell(1.0, 0.5)
    assert told == [(1.0, 0.5)]


def test_the_first_waits_for_the_next_word():
    with pytest.raises(KeyboardInterrupt), ending_in_order(None) as tell:
        signal.raise_signal(signal.SIGINT)
        tell(1.0, 0.5)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_second_does_not_wait():
    with ending_in_order(None):
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
