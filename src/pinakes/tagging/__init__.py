"""What people say of records: tags, comments, ratings; and who looks after it."""
