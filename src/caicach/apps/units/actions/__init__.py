"""Every change of units, posts and notices; each authorises, locks, writes and records in one transaction."""

from caicach.apps.units.actions.import_sheet import UnitSheet, read_sheet
from caicach.apps.units.actions.importing import (
    KIND_WORDS_SHOWN,
    ImportResult,
    RowResult,
    import_units,
    preview_units,
)
from caicach.apps.units.actions.mapping_file import NewProvince, read_mapping, unpack_mapping
from caicach.apps.units.actions.moving import move_unit
from caicach.apps.units.actions.nation import Loaded, load_nation
from caicach.apps.units.actions.notices import Assignment, NoticeData, end_notice, issue_notice, node_code
from caicach.apps.units.actions.posts import PostData, assign_post, end_post
from caicach.apps.units.actions.succession import SuccessionData, record_succession, withdraw_succession
from caicach.apps.units.actions.succession_import import (
    OLD_SINCE,
    import_succession,
    preview_succession,
)
from caicach.apps.units.actions.succession_result import SuccessionResult
from caicach.apps.units.actions.units import (
    NewName,
    UnitData,
    amend_unit,
    create_unit,
    end_unit,
    rename_unit,
)

__all__ = [
    "KIND_WORDS_SHOWN",
    "OLD_SINCE",
    "Assignment",
    "ImportResult",
    "Loaded",
    "NewName",
    "NewProvince",
    "NoticeData",
    "PostData",
    "RowResult",
    "SuccessionData",
    "SuccessionResult",
    "UnitData",
    "UnitSheet",
    "amend_unit",
    "assign_post",
    "create_unit",
    "end_notice",
    "end_post",
    "end_unit",
    "import_succession",
    "import_units",
    "issue_notice",
    "load_nation",
    "move_unit",
    "node_code",
    "preview_succession",
    "preview_units",
    "read_mapping",
    "read_sheet",
    "record_succession",
    "rename_unit",
    "unpack_mapping",
    "withdraw_succession",
]
