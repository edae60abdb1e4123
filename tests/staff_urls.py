"""Every kind of staff address, and which roles it opens for: 起草 A, 审查 R, 发布 O, 管理员 S; nobody else, ever.

An address without a line here fails tests/portal/test_staff_urls.py. Addresses of an item are those of a draft of one's own
unit that somebody else wrote; what each verb needs beside is in tests/portal/test_roles_sweep.py.
"""

ITEM = {
    "changelist": "AROS", "add": "AOS", "change": "AROS", "delete": "AOS", "history": "AROS", "preview": "AROS",
    "review": "AROS", "findings": "AROS", "correct": "", "verb": "AOS", "file": "", "completeness": "AROS",
    "import_elements": "AOS", "from_word": "AOS", "word_text": "AOS", "word_report": "AROS", "proposals": "AROS",
    "validity": "AROS", "waiver": "", "mask": "AOS", "import_values": "AOS", "import_drafts": "AOS",
    "import_rows": "AOS", "missing_settlements": "AROS",
}  # fmt: skip
"""Of everything publishable, by the end of the address's name."""
ADDED_OTHERWISE = {"interaction_exchange"}
"""Kinds whose items are made from something else, never from an empty form."""
REFERENCE = {"changelist": "AROS", "add": "OS", "change": "AROS", "history": "AROS", "delete": ""}
"""Of everything else with a screen: looked up by everybody, kept by the office, never deleted."""
MADE_BY_THE_SYSTEM = [
    "decisions_signup", "disclosures_batch", "disclosures_datasetversion", "interaction_knowledgefetch", "interaction_question",
    "pghistory_events",
    "policies_catalogueversion", "policies_interpretationwaiver", "policies_tag", "policies_tagdimension",
    "portal_accesslog", "portal_clock", "portal_inspectionrule", "portal_inspectionrun", "portal_problem",
    "portal_judgedrun", "portal_notice", "portal_review", "portal_searchlog",
    "portal_siteprofile", "procrastinate_procrastinatejob",
]  # fmt: skip
EXCEPTIONS = {f"{kind}_add": "" for kind in MADE_BY_THE_SYSTEM} | {
    "decisions_opinion_add": "AOS",  # a letter is entered by the unit that received it
    "disclosures_column_import": "OS",
    "disclosures_standarditem_add": "",
    "disclosures_standardfield_coverage": "AROS",
    "disclosures_standardfield_import_catalogue": "OS",
    "disclosures_batch_decide": "AROS",  # read by the unit, decided by its reviewers and the office
    "disclosures_datasetversion_decide": "AROS",  # the same
    "interaction_question_similar": "AROS",
    "interaction_question_step": "AROS",
    "policies_catalogueversion_import_catalogue": "OS",
    "policies_tag_import_catalogue": "",
    "policies_tagdimension_import_catalogue": "",
    "policies_correspondence_delete": "OS",
    "portal_problem_summary": "AROS",
    "portal_unit_statistics": "AROS",
    "portal_watchedword_delete": "OS",
    "portal_judgedquery_delete": "OS",
    "portal_judgedrun_measure": "",  # takes a POST
    "portal_pinnedresult_delete": "OS",
    "portal_synonym_delete": "OS",
    "portal_accesslog_change": "OS",
    "portal_accesslog_changelist": "OS",
    "portal_accesslog_history": "OS",
    "portal_notice_change": "",  # everybody's own notices only
    "portal_notice_history": "",
    "portal_notice_open": "",
    "mfa_authenticator_add": "S",
    "mfa_authenticator_changelist": "S",
    "pghistory_events_changelist": "S",
    "procrastinate_procrastinatejob_changelist": "S",
    "account_emailaddress_add": "S",
    "account_emailaddress_changelist": "S",
}
PLAIN = {
    "index": "AROS", "app_list": "AROS", "search": "AROS", "jsi18n": "AROS", "portal_search_explain": "AROS",
    "password_change_done": "AROS", "autocomplete": "", "login": "", "logout": "", "password_change": "",
    "view_on_site": "", "auth_user_password_change": "OS",
}  # fmt: skip
"""Pages of the staff site itself; the empty ones lead elsewhere or take a POST."""
WITHOUT_ROLE = {"index", "jsi18n", "password_change_done", "search"}
"""What an account without a role gets: an empty desk, a search that finds nothing, and its own password."""
