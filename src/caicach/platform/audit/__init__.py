"""The audit trail: who did what, when, from what value to what, and why; append-only and hash-chained."""
