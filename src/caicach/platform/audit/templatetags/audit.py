"""`{{ entry.action|audit_label }}`: the words for an action or a kind of subject."""

from django import template

from caicach.platform.audit.labels import label

register = template.Library()
register.filter("audit_label", label)
