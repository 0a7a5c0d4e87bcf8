"""Work that takes longer than a key press: done beside the screen, told of, and stopped."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from textual.app import App
from textual.worker import Worker, get_current_worker

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.progress import Stopped, Tell
from dialogue_sim.tui.jobs import told

if TYPE_CHECKING:
    from dialogue_sim.tui.screens.frame import Request

Job: TypeAlias = Callable[[Tell], object]
"""Work that is told how to say how far it is; saying so ends it where nobody waits any more."""

OPENING = "open"
"""The group of what another screen is made of: of these only the latest is wanted."""


def quiet(job: Callable[[], object]) -> Job:
    """A job that says nothing on the way, and is over before anybody would stop it."""
    return lambda _: job()


class Working(App[None]):
    """An app that goes on hearing keys while it works; of each group only the latest counts."""

    _busy = False

    def beside(
        self, group: str, job: Job, then: Callable[..., None], tell: Tell | None = None
    ) -> None:
        """Work beside the screen.

        Args:
            group: what was asked for before under this name is stopped.
            job: runs in a thread; then: gets what it found, in the app's own.
            tell: hears how far the job is, 0..1.
        """
        # Textual would describe a worker by the `repr` of what it is given: of a whole session.
        self.run_worker(
            partial(self._work, group, job, then, tell),
            group=group, description=group, exclusive=True, thread=True,
        )  # fmt: skip

    def stop(self, group: str) -> None:
        """Stop what is being worked on under a name, if anything is."""
        self.workers.cancel_group(self, group)

    def _work(self, group: str, job: Job, then: Callable[..., None], tell: Tell | None) -> None:
        """Do a job and hand over what it found."""
        worker = get_current_worker()
        try:
            found = job(partial(self._told_of, worker, tell))
        except Stopped:
            return
        except (DialogueSimError, OSError) as error:
            self.call_from_thread(self._take, worker, partial(self._failed, group, told(error)))
        else:
            self.call_from_thread(self._take, worker, partial(then, found))

    def _told_of(self, worker: Worker[None], tell: Tell | None, share: float) -> None:
        """Pass on how far a job is.

        Raises:
            Stopped: nobody waits for it any more.
        """
        if worker.is_cancelled:
            raise Stopped
        if tell is not None:
            self.call_from_thread(tell, share)

    def _take(self, worker: Worker[None], then: Callable[[], None]) -> None:
        """Use what was found, unless something else has been asked for since."""
        if not worker.is_cancelled:
            then()

    def fetch(self, job: Job, then: Callable[..., None]) -> None:
        """Load what another screen will show; until then nothing else is asked for."""
        self._busy = True
        self.beside(OPENING, job, partial(self._fetched, then))

    def _fetched(self, then: Callable[..., None], found: object) -> None:
        self._busy = False
        then(found)

    def hears(self, request: Request) -> bool:
        """Whether a screen may still ask for something: it is on top, and nothing is under way."""
        return request.screen.on_top and not self._busy

    def _failed(self, group: str, text: str) -> None:
        if group == OPENING:
            self._busy = False
            self.cannot_open(text)
        else:
            self.fail(text)

    @abstractmethod
    def cannot_open(self, text: str) -> None:
        """Say why another screen cannot be shown."""

    @abstractmethod
    def fail(self, text: str) -> None:
        """Say why something else was not possible."""
