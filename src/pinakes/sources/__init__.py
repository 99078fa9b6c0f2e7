"""Where raw records come from: files, folders, archives, servers."""
