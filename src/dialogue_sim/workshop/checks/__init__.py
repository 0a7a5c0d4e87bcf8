"""What is wrong with content, beyond its shape."""
