"""What can be wrong with a framework or with facts, said so that the reader can mend it."""

from dataclasses import dataclass

from caicach.core.words import Language, Words


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a framework document: where it stands and what is wrong.

    `line` counts from 1 and is None where the framework did not come from a file.
    """

    code: str
    reason: Words
    line: int | None = None
    source: str = ""

    def text(self, language: Language = "vi") -> str:
        """`tệp:dòng: mã: lý do`."""
        place = f"{self.source}:{self.line}" if self.source and self.line else self.source
        return ": ".join(part for part in (place, self.code, self.reason.text(language)) if part)


class FrameworkErrors(ValueError):
    """A framework cannot be used; `problems` lists every fault found, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.text("vi") for problem in problems))
        self.problems = problems


class InputError(ValueError):
    """A leaf's input cannot be read. `key` names the field inside the input ('' for the whole)."""

    def __init__(self, key: str, vi: str, en: str) -> None:
        super().__init__(vi)
        self.key = key
        self.reason = Words(vi, en)


class FactsError(ValueError):
    """The facts are malformed: `path` says where (`units[0].inputs["1.1.3"].num`), `reason` what is wrong."""

    def __init__(self, path: str, vi: str, en: str) -> None:
        super().__init__(f"{path}: {vi}")
        self.path = path
        self.reason = Words(vi, en)


class ExpressionError(ValueError):
    """An expression uses something that the formula language does not know."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.reason = Words(vi, en)
