"""Who an article speaks of, and where: names, descriptions, pronouns, groups."""
