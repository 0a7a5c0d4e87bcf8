"""Pages to print: HTML and pictures without scripts, remote parts, or anything of the game."""
