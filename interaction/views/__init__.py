from interaction.views.asking import ask, follow_up, rate, similar_questions
from interaction.views.knowledge import knowledge_json, knowledge_xlsx
from interaction.views.reading import board, exchange_detail, faq_detail, faq_list, figures

__all__ = [
    "ask",
    "board",
    "exchange_detail",
    "faq_detail",
    "faq_list",
    "figures",
    "follow_up",
    "knowledge_json",
    "knowledge_xlsx",
    "rate",
    "similar_questions",
]
