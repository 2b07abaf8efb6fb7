"""What people's words mean, as YAML data; `nlu.lexicon.loading` reads it and a city may add files of its own."""
