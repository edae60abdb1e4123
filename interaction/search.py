"""How published questions and FAQs are searched."""

from interaction.models import FAQ, Exchange
from portal.search.item import Passage, Phase, Searchable, SearchItem

STATES = {"answered": ("已答复", "ok", 0.9)}


def exchange_item(exchange: Exchange) -> SearchItem:
    return SearchItem(
        title=exchange.title,
        passages=[Passage(exchange.asked, "问", "#asked"), Passage(exchange.answered, "答", "#answered")],
        head=[exchange.unit.name, exchange.unit.short_name],
        facets={"year": [str(exchange.answered_on.year)]},
        phases=[Phase("answered")],
        day=exchange.answered_on,
        weight=0.9,
    )


def faq_item(faq: FAQ) -> SearchItem:
    day = faq.published_at.date() if faq.published_at else None
    return SearchItem(
        title=faq.title,
        passages=[Passage(faq.answer, "答", "#answer")],
        head=[faq.unit.name, faq.unit.short_name],
        facets={"year": [str(day.year)] if day else []},
        day=day,
        weight=0.9,
    )


EXCHANGES = Searchable(item=exchange_item, prefetch=lambda rows: rows.select_related("unit"), states=STATES)
FAQS = Searchable(item=faq_item, prefetch=lambda rows: rows.select_related("unit"))
