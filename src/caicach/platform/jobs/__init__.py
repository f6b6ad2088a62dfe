"""Background work: jobs that apps define, run by `caicach worker`, tried again when they fail, some of them every day.

A job is a function of a module `jobs.py` marked with `@job`; `its_name.enqueue(...)` stores it in the transaction of the caller,
so it is done if and only if what asked for it was kept. Arguments are JSON. **A job may run twice without harm**: a worker may be
killed between its last line and the mark that it has ended. See docs/decisions/jobs.md.
"""

from django_tasks import task as job  # with Django 6: from django.tasks import task

from caicach.platform.jobs.periodic import Daily, every_day

__all__ = ["Daily", "every_day", "job"]
