"""Running student code in a confined process, and talking to that process."""
