"""The shelf of documents and evidence of each unit: collected all year, used again wherever something is to be proven."""
