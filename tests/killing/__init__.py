"""The program, ended by SIGKILL at random moments; whatever is then on the disk must be whole."""
