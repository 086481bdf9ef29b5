"""Dates of the desk."""
