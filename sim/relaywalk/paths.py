"""Where the data lies: in a checkout and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def data_root() -> Path:
    """Return the folder that holds `models` and `scenarios`.

    A wheel carries both under `relaywalk/_data`; a checkout has them at the top.
    """
    packaged = _PACKAGE / "_data"
    return packaged if packaged.is_dir() else _CHECKOUT


def models() -> Path:
    """Return the folder in which each folder is one body."""
    return data_root() / "models"


def scenarios() -> Path:
    """Return the folder in which each YAML file is one experiment."""
    return data_root() / "scenarios"


def schemas() -> Path:
    """Return the folder of the JSON Schemas, one a kind of file."""
    return data_root() / "schemas"


def sweeps() -> Path:
    """Return the folder in which each YAML file is a sweep or a suite of sweeps."""
    return scenarios() / "sweeps"


def randomisation() -> Path:
    """Return the folder whose YAML files randomise a scenario."""
    return scenarios() / "randomisation"
