-- meaning: a name as searches compare it: no accents, no capitals
CREATE MACRO folded(name) AS lower(strip_accents(name))
