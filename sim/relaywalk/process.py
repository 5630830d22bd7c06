"""Processes that work for another one."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with(parent: int) -> None:
    """Let the kernel kill this process when its parent ends, however that ends.

    Otherwise a killed sweep would leave runs that go on writing into folders which
    the resumed sweep starts afresh, and a killed report processes that draw.

    Args:
        parent: Process id; if it is gone already, this process ends at once.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
