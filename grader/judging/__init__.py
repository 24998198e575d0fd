"""Test inputs with their expected results, and which functions of a submission count."""
