"""A ready Django project."""
