-- table: role_claims
-- severity: critical
-- meaning: the quote of every claim about a role stands at its offsets in the page's text
SELECT c.claim_id, c.source_id, c.start_char, c.end_char, c.quote, quote_at(t.text, c.start_char, c.end_char) AS found
FROM role_claims c LEFT JOIN source_texts t USING (source_id)
WHERE quote_at(t.text, c.start_char, c.end_char) IS DISTINCT FROM c.quote
