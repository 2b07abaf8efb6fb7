"""One phone, several people: who speaks is asked when it matters, and never before a call for help is passed on."""
