"""Words of resumes for templates."""
