"""The words of the texts, in the way of each kind of database."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.platform.fulltext.tables import tables


def install(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    with editor.connection.cursor() as cursor:
        tables(editor.connection).install(cursor)


def remove(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    with editor.connection.cursor() as cursor:
        tables(editor.connection).remove(cursor)


class Migration(migrations.Migration):
    dependencies = [("fulltext", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
