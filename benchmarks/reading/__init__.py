"""How fast a person's files are read: tables against pandas, images against the clock."""
