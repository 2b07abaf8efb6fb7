"""The ladder over SQL: silent people are stepped on group by group, with the letters that this takes."""
