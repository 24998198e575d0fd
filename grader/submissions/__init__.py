"""Submitted files: found, read, put back on the released notebooks, made harmless."""
