"""L-Alert: envelopes, orders, shelters."""
