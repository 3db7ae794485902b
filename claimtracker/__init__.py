"""The project: settings, addresses, and how it runs on this machine."""
