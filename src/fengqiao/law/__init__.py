"""The law as data: articles, parameters, working days, terms and clocks. Pure: no Django, no database, no clock."""
