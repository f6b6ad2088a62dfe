"""The slips of dossiers: what is written on them when they are given (`compose`), and how they are handed over (`printing`).

Whoever gives a slip composes its content, keeps it in `Slip.content` (`core.letters.slips.to_plain`), and nothing that changes
afterwards changes what it says.
"""
