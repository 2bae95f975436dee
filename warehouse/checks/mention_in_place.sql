-- table: person_mentions
-- severity: critical
-- meaning: the words of every mention stand at their offsets in the page's text
SELECT m.mention_id, m.source_id, m.start_char, m.end_char, m.written, quote_at(t.text, m.start_char, m.end_char) AS found
FROM person_mentions m LEFT JOIN source_texts t USING (source_id)
WHERE quote_at(t.text, m.start_char, m.end_char) IS DISTINCT FROM m.written
