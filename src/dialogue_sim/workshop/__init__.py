"""The trainer's workbench: what checks, tests and documents content."""
