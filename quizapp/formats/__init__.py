"""HOW DO QUESTIONS TRAVEL? Bytes and text become items with a report, and items become text; no database, no people.

`registry` lists the formats; each is a module or package of its name, and none knows another. What they share, in the
order in which it may be imported: `limits`, `report`, `files`, `markup`, `marks`, `fields`, `sheets`. `articles` and
`matrix` read texts to ask about and tables of responses.
"""
