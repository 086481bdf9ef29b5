"""Pages of what suits a person, and of what they did with it."""
