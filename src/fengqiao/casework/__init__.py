"""Facts that legal procedures establish about a person: leave, injunctions, class, officer in charge."""
