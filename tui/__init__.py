"""Show: the command line, the terminal UI, the assistant and the timed jobs."""

__version__ = "0.1.0"
