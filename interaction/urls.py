from django.urls import path

from interaction import views
from interaction.feeds import ExchangeFeed

app_name = "interaction"

urlpatterns = [
    path("interaction/", views.board, name="board"),
    path("interaction/ask/", views.ask, name="ask"),
    path("interaction/similar/", views.similar_questions, name="similar"),
    path("interaction/follow-up/", views.follow_up, name="follow-up"),
    path("interaction/rating/", views.rate, name="rate"),
    path("interaction/questions/<int:pk>/", views.exchange_detail, name="exchange"),
    path("interaction/faqs/", views.faq_list, name="faqs"),
    path("interaction/faqs/<int:pk>/", views.faq_detail, name="faq"),
    path("interaction/figures/", views.figures, name="figures"),
    path("interaction/knowledge.json", views.knowledge_json, name="knowledge-json"),
    path("interaction/knowledge.xlsx", views.knowledge_xlsx, name="knowledge-xlsx"),
    path("feeds/interaction/", ExchangeFeed(), name="feed"),
]
