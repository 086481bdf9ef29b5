"""Dates of the desk: figures alone."""

DATETIME_FORMAT = "d.m.Y H:i"
