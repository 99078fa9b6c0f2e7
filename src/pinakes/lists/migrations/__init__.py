"""Migrations of the tables of what people keep."""
