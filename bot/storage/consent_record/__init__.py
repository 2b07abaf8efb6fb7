"""One person's consents and disclosures in the formats of the world outside. Pure, but for `person_part`, which reads.

DPV (W3C Data Privacy Vocabularies 2.3) carries everything and can be read back; the receipts of Kantara and the
details of RFC 9396 carry what those formats know.
"""
