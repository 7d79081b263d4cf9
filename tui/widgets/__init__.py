"""The parts that screens are made of: each shows one thing, knows no book and posts messages."""
