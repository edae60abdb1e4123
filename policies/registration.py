"""What the policies app tells the library about itself; imported by PoliciesConfig.ready()."""

from policies.dead_links import dead_links
from policies.drafting import undescribed
from policies.importing.writing import written
from policies.models import Document
from policies.passages import passages
from policies.piles import EXPIRING
from policies.search import SEARCH
from portal.context import add_nav
from portal.desk import register_piles
from portal.publication_gates import Gate, register_gate
from portal.registry import PublicType, get, register
from portal.screening import findings, open_sentences
from portal.search.index import index_many


def urls(document: Document) -> list[str]:
    return [document.get_absolute_url(), *(each.get_absolute_url() for each in document.attachments.defer("text"))]


def index_documents(documents: list[Document]) -> None:
    """An imported batch is found as soon as it is committed."""
    index_many(get("policy"), [document.pk for document in documents])


register(
    PublicType(
        key="policy",
        model=Document,
        label="政策文件",
        list_url="policies:list",
        updated=lambda document: document.corrected_at or document.published_at,
        summary=lambda document: document.summary or document.excerpt,
        urls=urls,
        position=10,
        search=SEARCH,
    )
)
written.append(index_documents)
register_gate(Document, Gate("personal-data", lambda each: open_sentences(findings(each, passages(each)))))
register_piles(Document, *EXPIRING)
register_gate(Document, Gate("dead-links", dead_links))
register_gate(Document, Gate("pictures", undescribed))
add_nav(10, "政策文件", "policies:list", "/policies/")
add_nav(12, "按身份找", "policies:tags", "/policies/tags/")
add_nav(14, "按主题找", "policies:topics", "/policies/topics/")
add_nav(80, "公开单位", "portal:units", "/units/")
