"""``python -m grader`` is the command ``grader``."""

import sys

from grader.cli import main

if __name__ == "__main__":  # and not where a reader imports it
    sys.exit(main())
