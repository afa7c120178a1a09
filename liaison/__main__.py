"""`python -m liaison`."""

from liaison.cli import main

main(prog_name="liaison")
