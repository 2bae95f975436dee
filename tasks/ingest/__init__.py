"""Pages in, bytes kept: files, folders, globs and JSON lines become rows of `pages`."""
