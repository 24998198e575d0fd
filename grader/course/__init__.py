"""An nbgrader course on disk: configuration, folders, state, gradebook, table."""
