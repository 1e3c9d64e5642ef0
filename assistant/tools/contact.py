"""How to reach a person."""

from __future__ import annotations

from assistant.answers import ContactBlock
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.products import Contact
from assistant.knowledge.values import Language, Record
from assistant.tools.coverage.facts import is_general
from assistant.tools.lookup import InputError, find_product


class ProductContact(ContactBlock):
    """A way to a person of a product; `urgent` ones are for an incident in progress."""

    product: str
    product_name: str
    urgent: bool


class ContactResult(Record):
    """Ways to a person; `errors` are arguments that cannot be taken as they are."""

    contacts: tuple[ProductContact, ...] = ()
    errors: tuple[InputError, ...] = ()


def contact(
    base: KnowledgeBase, product: str | None = None, urgent: bool = False, *, locale: Language = "ja"
) -> ContactResult:
    """The contacts of a product, or of every product.

    Args:
        base: the knowledge base.
        product: id, name or alias of a product; None is all, general word left out where there is any product.
        urgent: an incident is in progress: contacts for that come first. Otherwise they come last.
        locale: language of the texts.
    """
    if product is not None:
        known = find_product(base, product, locale)
        if isinstance(known, InputError):
            return ContactResult(errors=(known,))
        several = [known]
    else:
        several = [known for known in base.products.values() if not is_general(known)] or list(base.products.values())
    contacts = [
        _contact(each, known.product.id, known.product.name, locale)
        for known in several
        for each in known.product.contacts
    ]
    return ContactResult(contacts=tuple(sorted(contacts, key=lambda each: each.urgent != urgent)))


def _contact(contact: Contact, product: str, name: str, locale: Language) -> ProductContact:
    return ProductContact(
        label=contact.label.in_language(locale),
        phone=contact.phone,
        hours=contact.hours.in_language(locale) if contact.hours else None,
        url=contact.url,
        note=contact.note.in_language(locale) if contact.note else None,
        product=product,
        product_name=name,
        urgent=contact.urgent,
    )
