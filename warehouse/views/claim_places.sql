-- needs: source_spans
-- meaning: where each claim's quote stands in the decoded raw page; exact where text maps character by
--   character, else the whole stretch
SELECT
    c.claim_id,
    c.source_id,
    c.start_char,
    c.end_char,
    arg_min(
        CASE WHEN s.text_end - s.text_start = s.raw_end - s.raw_start AND c.start_char > s.text_start
             THEN s.raw_start + c.start_char - s.text_start ELSE s.raw_start END,
        s.text_start
    ) AS raw_start,
    arg_max(
        CASE WHEN s.text_end - s.text_start = s.raw_end - s.raw_start AND c.end_char < s.text_end
             THEN s.raw_start + c.end_char - s.text_start ELSE s.raw_end END,
        s.text_start
    ) AS raw_end
FROM (
    SELECT claim_id, source_id, start_char, end_char FROM role_claims
    UNION ALL
    SELECT claim_id, source_id, start_char, end_char FROM event_claims
) c
LEFT JOIN source_spans s ON s.source_id = c.source_id AND s.text_end > c.start_char AND s.text_start < c.end_char
GROUP BY ALL;
