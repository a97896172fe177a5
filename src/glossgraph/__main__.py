"""``python -m glossgraph`` and the ``glossgraph`` command."""

from glossgraph.cli import main

if __name__ == "__main__":
    main()
