"""One thread a process: the matrices here are small, and runs share the cores."""

from collections.abc import MutableMapping

ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)


def use_one_thread(environment: MutableMapping[str, str]) -> None:
    """Ask numerical libraries for one thread, unless the user asked for more.

    Args:
        environment: Of a process, before it imports NumPy.
    """
    for name in ONE_THREAD:
        environment.setdefault(name, "1")
