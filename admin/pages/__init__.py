"""What staff see: the sign-in page (plain HTML) and the live board (NiceGUI)."""
