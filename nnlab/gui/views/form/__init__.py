"""The form: the whole experiment, to be read and edited."""
