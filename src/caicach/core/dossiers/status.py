"""The national status of a dossier, as localities report it to the National Public Service Portal (TrangThaiHoSo)."""

from enum import IntEnum, StrEnum


class Status(IntEnum):
    """TrangThaiHoSo 1 to 10."""

    REGISTERED = 1
    RECEIVED = 2
    NOT_RECEIVED = 3
    IN_PROGRESS = 4
    SUPPLEMENT = 5
    FINANCIAL_DUTY = 6
    WITHDRAWN = 7
    STOPPED = 8
    DONE = 9
    RETURNED = 10


OPEN = frozenset({Status.RECEIVED, Status.IN_PROGRESS, Status.SUPPLEMENT, Status.FINANCIAL_DUTY})
"""Received and not yet ended."""
RUNNING = frozenset({Status.RECEIVED, Status.IN_PROGRESS})
"""The clock runs."""
WAITING = frozenset({Status.SUPPLEMENT, Status.FINANCIAL_DUTY})
"""The clock stands, shown apart in statistics."""
SETTLED = frozenset({Status.DONE, Status.RETURNED})
"""With a result; what punctuality is measured on."""
ENDED = frozenset({Status.NOT_RECEIVED, Status.WITHDRAWN, Status.STOPPED}) | SETTLED


class Channel(IntEnum):
    """How a dossier came in (KenhThucHien)."""

    DIRECT = 1
    ONLINE = 2
    POST = 3


class Form(StrEnum):
    """The slips of the one-stop service (TT 01/2018/TT-VPCP, TT 03/2025/TT-VPCP) and the notice of stopping (NĐ
    118/2025/NĐ-CP Điều 21).
    """

    RECEIPT = "01"
    SUPPLEMENT = "02"
    REFUSAL = "03"
    APOLOGY = "04"
    CONTROL = "05"
    BOOK = "06"
    STOP = "stop"
