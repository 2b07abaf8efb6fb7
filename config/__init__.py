"""Settings, logging, texts and municipalities: what makes one city's Anpi unlike another's. Imports none of ours."""
