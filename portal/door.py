"""The door of one public page: the row behind published(), 410 for what was withdrawn, 404 for anything else."""

from typing import Any

from django.http import Http404

from portal.middleware import Gone


def behind_the_door(public: Any, withdrawn: Any, sentence: str) -> Any:
    """The one row of `public`; Gone when `withdrawn` has it, Http404 with the sentence otherwise."""
    found = public.first()
    if found is None:
        if withdrawn.exists():
            raise Gone
        raise Http404(sentence)
    return found
