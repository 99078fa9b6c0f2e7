"""`pinakes cite`: references to records in a style."""

from __future__ import annotations

import click


@click.command("cite")
@click.argument("record_ids", metavar="ID...", nargs=-1, required=True)
@click.option(
    "--style", default="nlm-citation-sequence", show_default=True, metavar="STYLE", help="A CSL style."
)
@click.option(
    "--locale", default="", metavar="LOCALE", help="Language of the reference, as de-DE; else the style's."
)
def cite_command(record_ids: tuple[str, ...], style: str, locale: str) -> None:
    """Print references to the records, in the style's order."""
    from pinakes.conf import open_catalogue
    from pinakes.discovery.citation import styles

    with open_catalogue() as catalogue:
        records = [catalogue.record(one).record for one in record_ids]
    for entry, _ in styles.references(records, style, locale):
        click.echo(entry.text)
