"""`caicach user`: accounts from the command line; the first administrator is made here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

import typer

from caicach.cli import django_setup
from caicach.cli.output import MALFORMED, fail, faults_told, print_json, stdout

app = typer.Typer(add_completion=False, no_args_is_help=True)

ROLES = (
    "administrator, framework_manager, focal_officer, assignee, unit_head, appraiser, council_secretary, council_member, "
    "chair, inspector, reader"
)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What was stated of the person on the command line."""

    username: str
    name: str
    password: str = field(repr=False)
    email: str = ""


@app.callback()
def user() -> None:
    """Tài khoản và vị trí công tác."""


@app.command()
def add(
    username: Annotated[
        str, typer.Argument(metavar="USERNAME", help="Tên đăng nhập: chữ thường không dấu, số, . _ - @ +")
    ],
    name: Annotated[str, typer.Option(help="Họ và tên.")],
    role: Annotated[str, typer.Option(help=f"Vai trò: {ROLES}.")],
    unit: Annotated[
        str,
        typer.Option(help="Đơn vị: mã định danh (H44.100), mã đơn vị (07900), hoặc đúng tên."),
    ],
    password: Annotated[str, typer.Option(help="Mật khẩu; bỏ trống để nhập từ bàn phím.")] = "",
    generate: Annotated[
        bool, typer.Option("--generate", help="Tạo mật khẩu ngẫu nhiên và in ra một lần.")
    ] = False,
    fields: Annotated[
        str, typer.Option(help="Lĩnh vực thẩm định, cách nhau bằng dấu phẩy (cho appraiser).")
    ] = "",
    title: Annotated[str, typer.Option(help="Chức danh.")] = "",
    email: Annotated[str, typer.Option(help="Địa chỉ nhận thư.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Tạo tài khoản và giao vị trí công tác đầu tiên trong một đơn vị."""
    django_setup.setup_with_database()
    from caicach.platform.access.roles import Role

    if role not in list(Role):
        fail(f"Không có vai trò {role!r}.", f"Hãy chọn một trong: {ROLES}.", MALFORMED)
    secret = _password(password, generate)
    with faults_told(MALFORMED):
        account, where = _create(NewPerson(username, name, secret, email), Role(role), unit, fields, title)
    shown = secret if generate else None
    if as_json:
        print_json({"username": account.username, "role": role, "unit": where, "password": shown})
        return
    stdout.print(
        f"Đã tạo tài khoản {account.username} ({account.display_name}), {Role(role).label} tại {where}."
    )
    if shown:
        stdout.print(f"Mật khẩu, chỉ hiện một lần: {shown}", highlight=False)
    stdout.print("Người dùng phải đổi mật khẩu khi đăng nhập lần đầu.")


def _password(given: str, generate: bool) -> str:
    from caicach.platform.accounts import passwords

    if generate:
        if given:
            fail("Không dùng đồng thời --password và --generate.", "Hãy bỏ một trong hai.", MALFORMED)
        return passwords.generate()
    return given or str(typer.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Nhập lại mật khẩu"))


def _create(person: NewPerson, role: Any, unit: str, fields: str, title: str) -> tuple[Any, str]:
    from django.db import transaction

    from caicach.apps.units.actions import PostData, assign_post
    from caicach.apps.units.queries import path_on, unit_by_reference
    from caicach.platform.access import Permission, Scope
    from caicach.platform.accounts.actions import NewUser, create_user

    scope = Scope.system("caicach user add")
    codes = tuple(code.strip() for code in fields.split(",") if code.strip())
    with transaction.atomic():
        place = unit_by_reference(scope, unit, scope.today, Permission.USERS_MANAGE)
        path = path_on(place.pk, scope.today)
        new = NewUser(person.username, person.name, person.password, email=person.email, unit_path=path)
        account = create_user(scope, new)
        assign_post(scope, PostData(account.pk, place.pk, role.value, scope.today, title=title, fields=codes))
    return account, place.name


@app.command()
def email(
    username: Annotated[str, typer.Argument(metavar="USERNAME", help="Tên đăng nhập.")],
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help='Địa chỉ nhận thư; "" để bỏ.')],
) -> None:
    """Đặt địa chỉ nhận thư thông báo của một tài khoản."""
    django_setup.setup_with_database()
    from caicach.platform.access import Scope
    from caicach.platform.accounts import actions
    from caicach.platform.accounts.models import User

    account = User.objects.filter(username=username.strip().lower()).first()
    if account is None:
        fail(f"Không có tài khoản {username}.", "Hãy xem danh sách: caicach user list", MALFORMED)
    with faults_told(MALFORMED):
        actions.set_email(Scope.system("caicach user email"), account, address)
    stdout.print(
        f"Thư của {account.username} sẽ gửi tới {address}."
        if address
        else f"Đã bỏ địa chỉ thư của {account.username}.",
        highlight=False,
    )


@app.command("list")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Danh sách tài khoản với vị trí công tác hiện tại."""
    django_setup.setup_with_database()
    from caicach.platform.access import Scope
    from caicach.platform.accounts import queries

    found = queries.accounts(Scope.system("caicach user list"))
    if as_json:
        print_json(
            [
                {
                    "username": account.username,
                    "name": account.display_name,
                    "active": account.is_active,
                    "last_login": account.last_login,
                    "posts": [
                        {"role": post.role, "unit": post.unit_name, "fields": sorted(post.fields)}
                        for post in account.posts
                    ],
                }
                for account in found
            ]
        )
        return
    from rich.table import Table

    table = Table("Tài khoản", "Họ và tên", "Vị trí công tác", "Trạng thái")
    for account in found:
        posts = "\n".join(f"{post.role.label} – {post.unit_name}" for post in account.posts)
        table.add_row(
            account.username,
            account.display_name,
            posts or "—",
            "đang dùng" if account.is_active else "đã khóa",
        )
    stdout.print(table)
