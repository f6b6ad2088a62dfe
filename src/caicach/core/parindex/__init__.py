"""The PAR Index: criteria sets, scoring, explanation, ranking, analysis.

framework = document.shipped("commune")
data = facts.read(json.loads(text, parse_float=Decimal), framework)
results = evaluate(framework, data)
explain(framework, results.setting, data.units[0], results.units[0], "1.1.3")
"""

from caicach.core.words import Words, figure, plain

from . import analysis, document, facts, layers, process
from .errors import ExpressionError, FactsError, FrameworkErrors, InputError, Problem
from .explanation import Explainer, Explanation, explain, explain_index
from .framework import Framework, Node
from .results import NodeResult, Results, UnitResult
from .scoring import Scorer, evaluate, evaluate_unit, setting_of
from .standing import competition

__all__ = [
    "Explainer",
    "Explanation",
    "ExpressionError",
    "FactsError",
    "Framework",
    "FrameworkErrors",
    "InputError",
    "Node",
    "NodeResult",
    "Problem",
    "Results",
    "Scorer",
    "UnitResult",
    "Words",
    "analysis",
    "competition",
    "document",
    "evaluate",
    "evaluate_unit",
    "explain",
    "explain_index",
    "facts",
    "figure",
    "layers",
    "plain",
    "process",
    "setting_of",
]
