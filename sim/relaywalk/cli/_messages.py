"""What a command says to standard error."""

import sys


def say_wrong(message: object) -> None:
    """Print what is wrong, each line as one of ours."""
    for line in str(message).splitlines():
        print(f"relaywalk: {line}", file=sys.stderr)
