"""The timetable: papers that are made when they fall due, whether or not the machine was on.

`periods` says what is due when, `runs` claims and makes it exactly once, `alarm` wakes them, and `service`
runs them beside the open desk or in the foreground.
"""
