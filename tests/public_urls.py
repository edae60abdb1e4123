"""Every kind of public address with what a test needs to ask it, and who may see it.

A new URL pattern without a line here fails tests/test_site.py.
"""

from typing import Any

from policies.models import Document

PUBLIC, STAFF = "public", "staff"

AUDIENCE = {
    "portal:home": PUBLIC,
    "portal:participation": PUBLIC,
    "portal:participation-calendar": PUBLIC,
    "portal:participation-feed": PUBLIC,
    "portal:units": PUBLIC,
    "portal:unit": PUBLIC,
    "portal:sitemap-page": PUBLIC,
    "portal:accessibility": PUBLIC,
    "portal:health": PUBLIC,
    "intake:lookup": PUBLIC,
    "intake:challenge": PUBLIC,
    "policies:list": PUBLIC,
    "policies:tags": PUBLIC,
    "policies:tag": PUBLIC,
    "policies:topics": PUBLIC,
    "policies:topic": PUBLIC,
    "policies:number": PUBLIC,
    "policies:file": PUBLIC,
    "policies:document": PUBLIC,
    "policies:versions": PUBLIC,
    "policies:comparison": PUBLIC,
    "policies:feed": PUBLIC,
    "policies:service": PUBLIC,
    "policies:coursewares": PUBLIC,
    "policies:courseware": PUBLIC,
    "policies:courseware-file": PUBLIC,
    "policies:register": PUBLIC,
    "policies:register-xlsx": PUBLIC,
    "policies:register-csv": PUBLIC,
    "policies:register-json": PUBLIC,
    "policies:bundles": PUBLIC,
    "policies:bundle": PUBLIC,
    "policies:interpretations": PUBLIC,
    "policies:interpretation": PUBLIC,
    "policies:interpretation-file": PUBLIC,
    "policies:interpretation-feed": PUBLIC,
    "disclosures:tree": PUBLIC,
    "disclosures:column": PUBLIC,
    "disclosures:alerts": PUBLIC,
    "disclosures:alert": PUBLIC,
    "disclosures:alert-feed": PUBLIC,
    "disclosures:column-feed": PUBLIC,
    "disclosures:entry": PUBLIC,
    "disclosures:datasets": PUBLIC,
    "disclosures:dataset": PUBLIC,
    "disclosures:dataset-rows": PUBLIC,
    "disclosures:dataset-dictionary": PUBLIC,
    "disclosures:dataset-feed": PUBLIC,
    "disclosures:indicators": PUBLIC,
    "disclosures:standards": PUBLIC,
    "disclosures:standard": PUBLIC,
    "disclosures:standard-csv": PUBLIC,
    "disclosures:indicator": PUBLIC,
    "disclosures:indicator-values": PUBLIC,
    "disclosures:indicator-feed": PUBLIC,
    "disclosures:entry-file": PUBLIC,
    "disclosures:projects": PUBLIC,
    "disclosures:project": PUBLIC,
    "disclosures:project-update": PUBLIC,
    "disclosures:project-picture": PUBLIC,
    "disclosures:project-feed": PUBLIC,
    "disclosures:specials": PUBLIC,
    "disclosures:special-archive": PUBLIC,
    "disclosures:special": PUBLIC,
    "disclosures:special-feed": PUBLIC,
    "interaction:board": PUBLIC,
    "interaction:ask": PUBLIC,
    "interaction:similar": PUBLIC,
    "interaction:follow-up": PUBLIC,
    "interaction:rate": PUBLIC,
    "interaction:exchange": PUBLIC,
    "interaction:faqs": PUBLIC,
    "interaction:faq": PUBLIC,
    "interaction:figures": PUBLIC,
    "interaction:knowledge-json": PUBLIC,
    "interaction:knowledge-xlsx": PUBLIC,
    "interaction:feed": PUBLIC,
    **dict.fromkeys(
        [
            f"decisions:{name}"
            for name in (
                "index",
                "year",
                "version",
                "workbook",
                "file",
                "decision",
                "record",
                "consultation",
                "opinions",
                "feedback",
                "feedback-csv",
                "activity",
                "attendance",
                "comparison",
                "sign-ups",
                "feed",
            )
        ],
        PUBLIC,
    ),
    "search:page": PUBLIC,
    "search:csv": PUBLIC,
    "search:json": PUBLIC,
    "search:suggest": PUBLIC,
    "search:click": PUBLIC,
    "favicon": PUBLIC,
    "sitemap": PUBLIC,
    "sitemap-section": PUBLIC,
}

# Staff addresses outside the admin's own namespace: login and second factor, all under /admin/account/.
AUDIENCE |= dict.fromkeys(
    [
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_change_password",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_trust",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
        "mfa_login_webauthn",
        "admin/login/",
        "admin/password_change/",
    ],
    STAFF,
)


ALERTS = [
    "/alerts/", "/feeds/alerts/", "/indicators/", "/feeds/indicators/", "/projects/", "/feeds/projects/",
    "/specials/", "/specials/archive/", "/feeds/specials/", "/datasets/", "/feeds/datasets/", "/standards/",
]  # fmt: skip


def addresses(item: Document) -> list[str]:
    """Every public address on which the item could show itself, searched by its own words where one can search."""
    unit = item.unit
    tag = item.tags.first()
    return [
        "/",
        "/units/",
        unit.get_absolute_url(),
        "/sitemap/",
        "/accessibility/",
        *(f"/search/{page}?q={q}" for page in ("", "results.csv", "results.json", "suggest/") for q in words(item)),
        f"/policies/?q={item.title}&all=1",
        "/policies/?all=1&sort=number",
        f"/policies/?q={item.number}",
        *([tag.get_absolute_url()] if tag else []),
        "/policies/tags/",
        "/policies/topics/",
        *([item.topic.get_absolute_url()] if item.topic else []),
        f"/policies/number/{item.number}/",
        item.get_absolute_url(),
        f"{item.get_absolute_url()}versions/",
        f"/feeds/policies/?q={item.title}&all=1",
        "/feeds/policies/",
        "/policies/register/",
        "/policies/register.json",
        "/policies/register.csv",
        "/policies/courseware/",
        "/policies/bundles/",
        "/policies/interpretations/",
        "/feeds/interpretations/",
        "/sitemap-interpretation.xml",
        "/sitemap.xml",
        "/columns/",
        "/columns/statutory/",
        "/columns/guide/",
        "/feeds/columns/statutory/",
        "/sitemap-entry.xml",
        *ALERTS,
        "/sitemap-policy.xml",
        f"/interaction/?q={item.title}",
        f"/interaction/?document={item.pk}",
        f"/interaction/ask/?document={item.pk}",
        f"/interaction/similar/?q={item.title}",
        "/interaction/faqs/",
        "/interaction/figures/",
        "/interaction/knowledge.json",
        "/feeds/interaction/",
        *files(item),
        *(f"/{mode}{item.get_absolute_url()}" for mode in ("elder", "contrast")),
    ]


def words(item: Any) -> list[str]:
    return [item.title, item.number, item.title[:4]]


def files(item: Any) -> list[str]:
    return [each.get_absolute_url() for each in item.attachments.all()] if hasattr(item, "attachments") else []
