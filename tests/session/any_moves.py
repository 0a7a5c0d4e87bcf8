"""Any move that the notation can write, for property tests; most are possible in no session."""

from __future__ import annotations

from hypothesis import strategies as st

from dialogue_sim.session.moves import (
    Answer,
    Argue,
    Assure,
    Campaign,
    Consult,
    Drop,
    Mandate,
    Move,
    Pass,
    Predict,
    Propose,
    Rebut,
    Respond,
    Settle,
    Wait,
)
from dialogue_sim.words import ANSWERS, RESPONSES

NAMES = st.text(max_size=8)
AMENDMENTS = st.dictionaries(NAMES, NAMES, max_size=3)


def forecasts(words: tuple[str, ...]) -> st.SearchStrategy[dict[str, int]]:
    """Percents for some of the words; what is left of 100 is shared by the others."""
    one = st.dictionaries(st.sampled_from(words), st.integers(0, 25), min_size=1, max_size=4)
    return one | st.sampled_from(words).map(lambda word: {word: 100})


PREDICTIONS = st.builds(
    Predict,
    st.dictionaries(NAMES.filter(lambda name: name != "answer"), forecasts(RESPONSES), max_size=3),
    st.just({}) | forecasts(ANSWERS),
).filter(lambda one: bool(one.responses or one.answer))
MOVES: st.SearchStrategy[Move] = st.one_of(
    st.builds(Propose, NAMES, AMENDMENTS, st.none() | NAMES),
    st.builds(Settle, st.just("amend"), AMENDMENTS),
    st.builds(Settle, st.sampled_from(["group", "withdraw"])),
    st.builds(Respond, st.sampled_from(RESPONSES)),
    st.builds(Answer, st.sampled_from(ANSWERS)),
    st.builds(Consult, NAMES),
    st.builds(Assure, NAMES, st.sampled_from(["now", "promise"])),
    st.builds(Mandate, NAMES, NAMES),
    st.builds(Argue, NAMES, NAMES, NAMES, NAMES, st.lists(NAMES, max_size=3).map(tuple)),
    st.builds(Rebut, NAMES, NAMES, NAMES, NAMES),
    st.builds(Drop, NAMES),
    PREDICTIONS,
    st.sampled_from([Campaign(), Wait(), Pass()]),
)
