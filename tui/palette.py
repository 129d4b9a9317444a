"""The command palette: every action by its title, from the registry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from quoth.tui.actions import Action, available
from textual.command import DiscoveryHit, Hit, Hits, Provider

if TYPE_CHECKING:
    from quoth.tui.app import QuothApp


class Actions(Provider):
    """Finds actions by their titles and keys."""

    def _actions(self) -> Iterator[tuple[Action, str]]:
        app: QuothApp = self.app  # type: ignore[assignment]
        for action in available(writing=app.main.writing):
            yield action, f"{action.title} ({action.shown})" if action.shown else action.title

    async def discover(self) -> Hits:
        """Everything, in the registry's order."""
        for action, title in self._actions():
            yield DiscoveryHit(title, partial(self.screen.run_action, action.name))

    async def search(self, query: str) -> Hits:
        """What the typed letters occur in."""
        matcher = self.matcher(query)
        for action, title in self._actions():
            if (score := matcher.match(title)) > 0:
                yield Hit(score, matcher.highlight(title), partial(self.screen.run_action, action.name))
