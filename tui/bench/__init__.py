"""The one place for measurements: ours beside a baseline, both timed in the same run, told as a ratio."""
