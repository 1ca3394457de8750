"""Tables as text: what a file is guessed to be, a look at its first rows, and reading it block by block."""
