"""The command ``grader``, also as ``python -m grader``."""

import gc
import signal
import sys

# Python looks for garbage each time that so many more objects were made than freed. With its
# default, 700, a class of 30 takes 2 % more time, and little of what is looked at is garbage.
_OBJECTS_PER_COLLECTION = 50_000


def main() -> int:
    """Load the command, which may be stopped meanwhile, and run it."""
    gc.set_threshold(_OBJECTS_PER_COLLECTION)
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
