"""What procedures establish about reports and contacts. Effects, repeatable by `act`."""
