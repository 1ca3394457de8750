"""The tab of the search: what is searched, the trials as they come, and where the good ones lie."""
