"""How English tells things: sentences, tokens, word lists, verb groups, noun phrases, quotations, realis."""
