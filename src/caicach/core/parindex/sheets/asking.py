"""Questions as they arise while a sheet is read, and the answers that close them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from caicach.core.words import Words, figure

from ..framework import POLICY_WORDS
from .model import Answers, Option, Question, Remark
from .points import points

SHOWN = 60


class Desk:
    """Asks, or finds the answer: one that is not possible leaves the question open."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.questions: list[Question] = []
        self.remarks: list[Remark] = []

    def choose(
        self, key: str, cells: Iterable[str], read: Iterable[str], doubt: Words, options: Sequence[Option]
    ) -> str:
        """The chosen option; "" while the question is open."""
        answer = self.answered(key)
        if answer in {option.value for option in options}:
            return answer
        self._ask(key, cells, read, doubt, options, None)
        return ""

    def typed(
        self,
        key: str,
        cells: Iterable[str],
        read: Iterable[str],
        doubt: Words,
        options: Sequence[Option],
        free: Words,
    ) -> str:
        """The chosen option or whatever was typed; "" while the question is open."""
        answer = self.answered(key)
        if answer:
            return answer
        self._ask(key, cells, read, doubt, options, free)
        return ""

    def number(
        self,
        key: str,
        cells: Sequence[str],
        read: str,
        doubt: Words,
        suggested: Sequence[tuple[Decimal, Words]],
        *,
        again: bool = False,
    ) -> Decimal | None:
        """Points that were chosen or typed; None while the question is open. `again` asks although there is an answer."""
        value = None if again else points(self.answered(key))
        if value is not None and value >= 0:
            return value
        options = [Option(figure(number, "vi"), words) for number, words in suggested]
        self._ask(key, cells, [read], doubt, options, Words("Điểm tối đa khác", "Another maximum"))
        return None

    def answered(self, key: str) -> str:
        """The answer to a question, whether or not it is possible; "" without one."""
        return self._answers.get(key, "").strip()

    def reopen(
        self,
        key: str,
        cells: Iterable[str],
        read: Iterable[str],
        doubt: Words,
        options: Sequence[Option],
        free: Words,
    ) -> None:
        """Ask although there is an answer: it is not possible."""
        self._ask(key, cells, read, doubt, options, free)

    def remark(self, cell: str, vi: str, en: str) -> None:
        self.remarks.append(Remark(cell, Words(vi, en)))

    def _ask(
        self,
        key: str,
        cells: Iterable[str],
        read: Iterable[str],
        doubt: Words,
        options: Sequence[Option],
        free: Words | None,
    ) -> None:
        shown = tuple(text if len(text) <= 200 else text[:199] + "…" for text in list(read)[:SHOWN])
        self.questions.append(Question(key, tuple(cells), shown, doubt, tuple(options), free))


POLICIES = (
    Option("exclude", Words("Loại khỏi điểm tối đa (điểm tối đa giảm)", "Take it out of the maximum")),
    Option("full", Words("Tính đủ điểm tối đa", "Score it in full")),
    Option("redistribute", Words("Chia điểm cho các mục cùng nhóm", "Share it out among its siblings")),
    Option("zero", Words("Tính 0 điểm", "Score it 0")),
    Option("none", Words("Chỉ là lời hướng dẫn", "It is guidance only")),
)
assert {option.value for option in POLICIES} == {*POLICY_WORDS, "none"}
