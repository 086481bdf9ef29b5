"""Pages of the settings, a module for each thing that a person can change."""
