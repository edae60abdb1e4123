from interaction.models.channel import Channel, Desk, ReplyTemplate
from interaction.models.exchange import Exchange
from interaction.models.faq import FAQ
from interaction.models.knowledge import KnowledgeFetch, KnowledgeItem
from interaction.models.question import Asker, Question, Reply, StateRecord

__all__ = [
    "FAQ",
    "Asker",
    "Channel",
    "Desk",
    "Exchange",
    "KnowledgeFetch",
    "KnowledgeItem",
    "Question",
    "Reply",
    "ReplyTemplate",
    "StateRecord",
]
