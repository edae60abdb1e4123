"""Staff screens of what the board is made of, and of who fetched the knowledge base."""

from django.contrib import admin

from interaction.models import Channel, Desk, KnowledgeFetch, ReplyTemplate
from portal.admin import RecordAdmin
from portal.publishable_admin import StaffAdmin


@admin.register(Channel)
class ChannelAdmin(StaffAdmin):
    list_display = ["name", "workdays", "is_offered", "description", "position"]


@admin.register(Desk)
class DeskAdmin(StaffAdmin):
    list_display = ["unit", "needs_approval"]
    list_select_related = ["unit"]
    autocomplete_fields = ["unit"]


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(StaffAdmin):
    list_display = ["name", "grounds"]
    search_fields = ["name", "text"]


@admin.register(KnowledgeFetch)
class KnowledgeFetchAdmin(RecordAdmin):
    """取用回执: how far each client has got."""

    list_display = ["client", "at", "since", "given", "upto"]
    list_filter = ["client"]
    date_hierarchy = "at"
