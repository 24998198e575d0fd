"""Test inputs with their expected results, and which functions of a submission count."""

from grader.lazy import attach

__all__, __getattr__, __dir__ = attach(
    __name__,
    {
        "cases_of": "cases",
        "draw_cases": "cases",
        "fresh_seed": "cases",
        "judge_notebooks": "policy",
        "reference_source": "sources",
    },
)
