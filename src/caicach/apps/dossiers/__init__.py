"""Dossiers at the one-stop counter: reception, clock, steps, slips, books (Nghị định 118/2025/NĐ-CP)."""
