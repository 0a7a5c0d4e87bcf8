"""The two looks: near-neutral greys for dark rooms, and paper for bright ones."""

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
        "border-blurred": "#3A3D41",
        "block-cursor-background": "#28527A",
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
    accent="#8A5A00",
    success="#0B6B50",
    warning="#8A5A00",
    error="#A8321A",
    foreground="#1A2028",
    background="#FAF8F3",
    surface="#F1EEE6",
    panel="#E8E4DA",
    dark=False,
    variables={
        "border-blurred": "#C4BDAE",
        "block-cursor-background": "#CFE2F5",
        "block-cursor-foreground": "#10161D",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#E6E9EC",
        "block-cursor-blurred-foreground": "#1A2028",
        "block-hover-background": "#F1EEE6",
        "scrollbar": "#C4BDAE",
        "scrollbar-background": "#F1EEE6",
    },
)
