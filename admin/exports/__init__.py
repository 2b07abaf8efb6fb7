"""Files that leave the console: the report as PDF, the list of people as CSV, PFIF. Pure but for the PDF's maker."""
