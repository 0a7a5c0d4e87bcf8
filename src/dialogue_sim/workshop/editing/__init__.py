"""Changes to content files that leave everything else as it is, byte for byte."""
