"""The state of the migrations; called after Django has been set up."""

from __future__ import annotations

from typing import Any


def unreachable() -> str:
    """Why the database cannot be reached, in one line; "" when it can."""
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, OSError) as error:
        return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return ""


def nothing_there() -> bool:
    """Whether the database has no table at all."""
    from django.db import connection

    return not connection.introspection.table_names()


def pending() -> list[str]:
    """Migrations that the database still lacks, in the order in which they will be applied ("audit.0001_initial")."""
    return [f"{migration.app_label}.{migration.name}" for migration, _ in _plan()]


def uncoded() -> list[str]:
    """Changes of the models that no migration tells yet ("units: Add field …"); wrong in the code, not in the database."""
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState
    from django.utils import translation

    with translation.override(None, deactivate=True):  # the words of Django's own models are no change
        loader = MigrationLoader(None)
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=loader.graph)
    return [
        f"{label}: {operation.describe()}"
        for label, found in sorted(changes.items())
        for migration in found
        for operation in migration.operations
    ]


def _plan() -> list[tuple[Any, bool]]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())
