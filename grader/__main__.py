"""The command ``grader``, also as ``python -m grader``."""

import signal
import sys


def main() -> int:
    """Load the command, which may be stopped meanwhile, and run it."""
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        from grader.deferred import defer

        defer()  # before any of them is imported
        from grader.cli import main as run

        return run()
    except KeyboardInterrupt:
        print("grader: Stopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":  # and not where a reader imports it
    sys.exit(main())
