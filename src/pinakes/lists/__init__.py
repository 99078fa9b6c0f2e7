"""What people keep: lists, tags, comments, saved searches."""
