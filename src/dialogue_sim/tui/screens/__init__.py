"""The screens of the terminal interface, one file each; values come in, messages go out."""
