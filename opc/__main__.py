"""`python -m opc`."""

from opc.cli import main

main()
