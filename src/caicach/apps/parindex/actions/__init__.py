"""Every change of criteria sets, rounds, facts, scores and targets; each authorises, locks, lets core decide, writes, records."""
