"""Everything that is done with a dossier: one function for each act of `core.dossiers.lifecycle`, each one transaction.

It is authorised, the dossier's row is locked (an old `version` is a Conflict), `core` decides, the change, its event, its slip
and its entry of the trail are written together. Locks are taken in one order: dossiers by id, then counters, then the head of
the trail.
"""
