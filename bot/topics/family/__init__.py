"""Kin and supporters: how is she, and answering for somebody else after a phone call. A main road, not a corner."""
