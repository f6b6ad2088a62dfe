import pytest, time
from django.db import transaction
from .world import build
@pytest.mark.django_db
def test_x():
    t=time.time(); w=build(); print(time.time()-t); print(w.own); print(w.scopes["appraiser"])
