"""Access: roles, permissions, the scope of whoever asks, and the two refusals."""

from caicach.platform.access.errors import NotFound, Refused
from caicach.platform.access.request import Request
from caicach.platform.access.roles import GRANTS, Permission, Role, reach_of
from caicach.platform.access.scope import HeldPost, Scope

__all__ = ["GRANTS", "HeldPost", "NotFound", "Permission", "Refused", "Request", "Role", "Scope", "reach_of"]
