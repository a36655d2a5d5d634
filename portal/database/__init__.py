"""Two roles of the database: the owner migrates, the application reads and writes rows."""
