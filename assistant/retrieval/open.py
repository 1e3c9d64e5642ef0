"""Search over the current snapshot, reopened when it changes."""

from __future__ import annotations

from assistant.errors import QuestionError
from assistant.retrieval.encoders import Encoder, open_encoder
from assistant.retrieval.encoders.remembering import RememberingEncoder
from assistant.retrieval.search import EVERYTHING, Hit, HybridSearch, Scope
from assistant.retrieval.snapshot import Snapshot
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import Settings


class CurrentSearch:
    """Searches whatever snapshot is current at the time."""

    def __init__(self, snapshots: Snapshots, encoder: Encoder) -> None:
        self._snapshots = snapshots
        self._search: HybridSearch | None = None
        self.encoder = encoder

    @property
    def snapshot(self) -> Snapshot:
        """The current snapshot."""
        return self.engine().snapshot

    def engine(self) -> HybridSearch:
        """The search over the current snapshot; hold it for the length of a turn."""
        snapshot = self._snapshots.current()
        if self._search is None or self._search.snapshot is not snapshot:
            self._search = HybridSearch(snapshot, self.encoder)
        return self._search

    def search(self, query: str, limit: int, scope: Scope = EVERYTHING) -> list[Hit]:
        """See `HybridSearch.search`."""
        return self.engine().search(query, limit, scope)

    def known_product(self, product: str) -> str:
        """The id, where there is such a product.

        Raises:
            QuestionError: there is none.
        """
        products = self.snapshot.knowledge.products
        if product not in products:
            raise QuestionError(f"there is no product '{product}': known are {', '.join(products)}")
        return product


def open_search(settings: Settings) -> CurrentSearch:
    """Search as the settings say."""
    snapshots = Snapshots(settings.data_dir)
    snapshots.current()
    return CurrentSearch(snapshots, RememberingEncoder(open_encoder(settings.embedding, settings.model_dir)))
