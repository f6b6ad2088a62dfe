"""Every change of plans, reports and cases; each authorises, locks, lets core decide, writes, records."""
