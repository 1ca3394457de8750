"""Good experiment files, spoilt; whatever is then opened has to open rightly or be refused with a sentence."""
