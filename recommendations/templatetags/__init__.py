"""Tags for templates: pictures drawn by the server."""
