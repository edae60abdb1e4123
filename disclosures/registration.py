"""What the disclosures app tells the library about itself; imported by DisclosuresConfig.ready()."""

from portal.context import add_nav

add_nav(20, "政府信息公开", "disclosures:tree", "/columns/")
