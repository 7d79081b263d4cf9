"""A month of an invented district: the samples the project ships, and how they are played."""
