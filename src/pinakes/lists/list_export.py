"""/lists/ID/export: a whole list in a format, as a file; without one, the page that offers them all."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from pinakes.accounts.permissions import Action
from pinakes.lists import access, acting, listing
from pinakes.web import export, labels, pages


@require_safe
def whole(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """All that the list holds and the catalogue has, in the order of the list."""
    reader_list = access.the_list(request, public_id, Action.VIEW_LIST)
    entries = list(listing.ordered(reader_list.entries.all(), reader_list.order))
    records = acting.living(entries)
    if not records:
        return acting.nothing_chosen(request)
    if name := request.GET.get("format", ""):
        return export.file_of(request, name, records, reader_list.title)
    key = {access.KEY: request.GET[access.KEY]} if reader_list.opened_by_link else {}
    first, others = export.menu(
        f"{reader_list.address}/export?{urlencode({**key, 'format': ''})}", number=len(records)
    )
    context = {
        "title": ngettext("Export %(shown)s record", "Export %(shown)s records", len(records))
        % {"shown": labels.number(len(records))},
        "words": reader_list.title,
        "said": "",
        "first": first,
        "others": others,
        "back": "",
    }
    return pages.render(request, "export.html", context)
