"""What a person sends: resumes composed from the facts of a profile."""
