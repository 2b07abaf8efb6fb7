"""The rules for what a bot sends, one small module per kind of object, driven by the table in `limits`."""
