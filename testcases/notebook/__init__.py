"""What a student calls in a notebook."""
