"""The exercises of this course."""
