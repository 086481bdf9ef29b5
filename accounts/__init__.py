"""Who people are: users, profiles and the facts of a profile."""
