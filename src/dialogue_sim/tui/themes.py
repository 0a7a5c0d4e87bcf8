"""The two looks: near-neutral greys for dark rooms, and paper for bright ones.

The greys are so near to neutral that terminals with 256 colours take them for grey, and chips
keep their contrast there. What is asked of them stands in `tests/tui/test_colours.py`.
"""

from __future__ import annotations

from textual.theme import Theme

NIGHT = Theme(
    name="night",
    primary="#5BB0F0",
    secondary="#A493EE",
    accent="#F2B84B",
    success="#35B08A",
    warning="#E3A33B",
    error="#E8704F",
    foreground="#DCE3EA",
    background="#111315",
    surface="#171A1D",
    panel="#202326",
    dark=True,
    variables={
        "text-warning": "#F5D79B",
        "text-success": "#9ADBC6",
        "secondary-muted": "#2C2A48",
        "border-blurred": "#3A3D41",
        "block-cursor-background": "#1B3B80",
        "block-cursor-foreground": "#FFFFFF",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#26292D",
        "block-cursor-blurred-foreground": "#DCE3EA",
        "block-hover-background": "#1D2023",
        "scrollbar": "#3A3D41",
        "scrollbar-background": "#171A1D",
    },
)

PAPER = Theme(
    name="paper",
    primary="#0B5FA5",
    secondary="#6A4FB3",
    accent="#7C5000",
    success="#0B6B50",
    warning="#7C5000",
    error="#A8321A",
    foreground="#1A2028",
    background="#FAF8F3",
    surface="#F1F0ED",
    panel="#E8E4DA",
    dark=False,
    variables={
        "text-secondary": "#3A2A68",
        "border-blurred": "#C2BCAF",
        "block-cursor-background": "#CFE2F5",
        "block-cursor-foreground": "#10161D",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#DDE3E9",
        "block-cursor-blurred-foreground": "#1A2028",
        "block-hover-background": "#F1F0ED",
        "scrollbar": "#C2BCAF",
        "scrollbar-background": "#F1F0ED",
    },
)
