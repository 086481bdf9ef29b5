"""The only place that knows every app: settings, addresses, the start."""
