-- table: sources
-- severity: critical
-- meaning: every source has its text, of the length that it gives
SELECT s.source_id, s.text_chars, length(t.text) AS found
FROM sources s LEFT JOIN source_texts t USING (source_id)
WHERE length(t.text) IS DISTINCT FROM s.text_chars
