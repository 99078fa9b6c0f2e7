"""PICA+, the format of union catalogues in Germany and the Netherlands, in all its serialisations."""
