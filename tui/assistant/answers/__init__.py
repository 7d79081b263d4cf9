"""Answers in plain short Chinese, one module a subject; every one hands its sources on with its words."""
