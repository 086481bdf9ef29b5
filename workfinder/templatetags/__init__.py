"""Tags that every page needs."""
