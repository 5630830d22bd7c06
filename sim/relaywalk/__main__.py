"""`python -m relaywalk`."""

import sys

from relaywalk.cli import main

if __name__ == "__main__":
    sys.exit(main())
