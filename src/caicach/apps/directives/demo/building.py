"""The directives of the demonstration: put in, read and confirmed by its people through the same actions that their screens use.

They come from other places than the province of the demonstration; each stands where a directive of its level would be kept.
"""

from __future__ import annotations

from importlib.resources import files as resources

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from caicach.apps.directives import actions, queries
from caicach.apps.directives.models import Directive
from caicach.apps.units import queries as units
from caicach.apps.units.models import Kind, Post
from caicach.platform import clock, yardsticks
from caicach.platform.access import Role, Scope
from caicach.platform.access.loading import scope_of

OF_THE_PROVINCE = ("can-tho-2023.txt", "cao-lanh-2023.txt", "duc-tho-2023.txt")
OF_COMMUNES = ("tan-hong-2023.txt", "thac-mo-2024.txt")
LINKS = {
    "thanh toán trực tuyến": "leaf:commune:7.1.2",
    "số hóa": "leaf:commune:7.2.1",
    "kết quả giải quyết tthc điện tử": "leaf:commune:7.2.2",
    "sử dụng lại": "leaf:commune:7.2.3",
    "đúng hạn": "leaf:commune:3.3.1",
}
"""What words of a target lead to which leaf of the set for communes."""
READERS = (Role.UNIT_HEAD, Role.FOCAL_OFFICER, Role.ASSIGNEE, Role.READER)


@transaction.atomic
def build() -> list[Directive]:
    """The five directives; a file for which there is nobody who keeps a register is left out."""
    made = [_taken_in(name, keeper) for name in OF_THE_PROVINCE for keeper in _keepers(Role.CHAIR)[:1]]
    communes = _keepers(Role.FOCAL_OFFICER)
    made += [_taken_in(name, keeper) for name, keeper in zip(OF_COMMUNES, communes, strict=False)]
    return made


def _taken_in(name: str, keeper: Scope) -> Directive:
    """One file, from the register to its confirmation; the keeper has read it, the others are asked to."""
    unit = queries.own_unit(keeper)
    assert unit is not None
    content = resources("caicach.apps.directives.demo").joinpath("data", name).read_bytes()
    one = actions.register(keeper, unit.pk, SimpleUploadedFile(name, content))
    found = queries.findings_of(keeper, one)
    actions.confirm_many(keeper, one.pk, {each.pk: each.version for each in found})
    _link(keeper, one)
    one = actions.confirm_directive(keeper, one.pk, one.version)
    _ask(keeper, one)
    return one


def _link(keeper: Scope, one: Directive) -> None:
    known = yardsticks.yardsticks(keeper, one.year)
    for each in queries.findings_of(keeper, one):
        if not each.is_target:
            continue
        said = each.target.subject.lower()
        keys = [key for words, key in LINKS.items() if words in said and key in known]
        if keys:
            actions.link_to(keeper, each.pk, each.version, keys[:1])


def _ask(keeper: Scope, one: Directive) -> None:
    """People of the unit itself, and of no unit below it, are asked; the one who kept the register has read it."""
    posts = units.posts_of_unit(keeper, one.unit_id, keeper.today)
    people = {post.user_id for post in posts if post.role in READERS}
    if people:
        actions.ask_readers(keeper, one.pk, actions.Asked(people))
    if keeper.user_id in people:
        actions.mark_read(keeper, one.pk)


def _keepers(role: Role) -> list[Scope]:
    """The people of a role who keep a register: the chair that of the province, focal officers those of communes."""
    kind = Kind.PROVINCE if role is Role.CHAIR else Kind.COMMUNE
    found = Post.objects.filter(units.in_force(clock.today()), role=role.value, unit__kind=kind)
    return [scope_of(post.user) for post in found.select_related("user").order_by("pk")[: len(OF_COMMUNES)]]
