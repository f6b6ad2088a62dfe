"""Every change of dossiers; each authorises, locks, lets core decide, writes, records."""
