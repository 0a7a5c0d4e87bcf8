"""JSON Schemas of the content files, for editors."""
