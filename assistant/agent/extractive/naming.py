"""What products are called in a reply."""

from __future__ import annotations

from assistant.knowledge.products import Product
from assistant.knowledge.values import Language


def called(product: Product, locale: Language) -> str:
    """The first alias of a product in the language of the reply; its own name where it has none."""
    if locale == "en":
        return next((alias for alias in product.aliases if alias.isascii()), product.name)
    return next((alias for alias in product.aliases if not alias.isascii()), product.name)
