"""The page of a record: its rows by subject, their order by kind, its sections."""
