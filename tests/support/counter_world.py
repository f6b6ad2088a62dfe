"""People and a procedure at the counter of a commune of the demonstration, for the browser tests: run as a program there.

Everything through the actions where there are some.
"""

from decimal import Decimal

import django

django.setup()

from caicach.apps.dossiers.tests.desk import make_version, seated  # noqa: E402 - only after django.setup()
from caicach.apps.procedures.models import Fee, Paper, Step  # noqa: E402
from caicach.apps.units.models import Unit  # noqa: E402
from caicach.apps.units.queries import standing  # noqa: E402
from caicach.platform import clock  # noqa: E402
from caicach.platform.access import Role  # noqa: E402
from visiting import PASSWORD  # noqa: E402

CODE, NAME = "9.900001", "Xác nhận thử của quầy"
PEOPLE = {
    "quay-thu": (Role.ONE_STOP_OFFICER, "Trần Thị Thử"),
    "thu-ly-thu": (Role.DOSSIER_HANDLER, "Lê Văn Ví Dụ"),
    "lanh-dao-quay-thu": (Role.CENTRE_HEAD, "Phạm Thị Mẫu"),
}


def main() -> None:
    commune = standing(clock.today()).filter(kind="commune").first()
    assert commune is not None
    province = Unit.objects.get(pk=int(commune.path.split("/")[0]))
    if not commune.identification_code and not commune.code:
        Unit.objects.filter(pk=commune.pk).update(code="THU")
    for username, (role, display) in PEOPLE.items():
        person = seated(username, role, commune, display)
        person.set_password(PASSWORD)
        person.save()
    version = make_version(province, CODE, NAME)
    Paper.objects.create(version=version, order=1, name="Tờ khai thử", required=True)
    Paper.objects.create(version=version, order=2, name="Giấy tờ kèm theo", required=False)
    Step.objects.create(version=version, order=1, name="Thẩm tra", days=Decimal(1))
    Fee.objects.create(version=version, name="Lệ phí thử", amount=Decimal(8000))


if __name__ == "__main__":
    main()
