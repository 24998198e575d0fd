"""Making a course: notebooks, folders to give away, a sample class."""
