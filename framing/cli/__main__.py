"""Run the command as ``python -m framing.cli``."""

from framing.cli import main

if __name__ == "__main__":
    main()
