"""Administrative procedures: how their codes, time limits, fees and levels are written, and when they are to be posted."""

from caicach.core.procedures.codes import base_of, checked_code, is_variant_of
from caicach.core.procedures.levels import Reach, levels_named, online_of_level, reach_of
from caicach.core.procedures.posting import Rule, State, due_on, rule_on, state
from caicach.core.procedures.texts import ChannelRow, ReadFees, ReadLimit, fees_of, limit_of

__all__ = [
    "ChannelRow",
    "Reach",
    "ReadFees",
    "ReadLimit",
    "Rule",
    "State",
    "base_of",
    "checked_code",
    "due_on",
    "fees_of",
    "is_variant_of",
    "levels_named",
    "limit_of",
    "online_of_level",
    "reach_of",
    "rule_on",
    "state",
]
