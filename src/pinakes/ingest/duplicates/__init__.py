"""One work from several sources: what is compared, who is compared with whom, and when two are the same."""
