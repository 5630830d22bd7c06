"""Which version of a library is installed, whoever's wheel it came in."""

from importlib import metadata

# the fork has wheels for Python 3.12 and later; the module is the same
DISTRIBUTIONS = {"pybullet": ("pybullet", "pybullet-arm64")}


def version(library: str) -> str:
    """Return the version of an installed library.

    Args:
        library: Name of its distribution.

    Raises:
        PackageNotFoundError: It is not installed.
    """
    for name in DISTRIBUTIONS.get(library, (library,)):
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    raise metadata.PackageNotFoundError(library)
