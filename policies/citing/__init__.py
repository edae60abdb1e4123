"""What the text of a document says about other documents and about its own dates. Pure: no database, no settings.

`mentions` finds document numbers and 《titles》, in text and in clean HTML; `linking` turns them into links;
`clauses` reads sentences ("《…》同时废止", "自…起施行") into suggestions, which staff confirm or dismiss.
"""
