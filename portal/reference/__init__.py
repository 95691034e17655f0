"""Reference and demo data: read from files, compared with the database, loaded."""
