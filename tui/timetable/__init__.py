"""The timetable: papers that are made when they fall due, whether or not the machine was on.

`kinds` says what there is and how it is set, `periods` what is due when, `runs` claims and makes it exactly
once from `papers`, `delivering` hands it over once, `alarm` wakes them, and `service` runs them beside the
open desk or in the foreground.
"""
