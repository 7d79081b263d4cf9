"""What clerks do, as steps over the rooms below: each use case once, for command line and screens alike.

Nothing here knows a screen or prints a line.
"""
