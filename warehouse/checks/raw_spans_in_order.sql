-- table: source_texts
-- severity: critical
-- meaning: the stretches that map a text to its raw page are whole, ascending and inside both
SELECT source_id, text_start, text_end, raw_start, raw_end
FROM (
    SELECT
        source_id, text_start, text_end, raw_start, raw_end,
        lag(text_end, 1, 0) OVER stretches AS text_before,
        lag(raw_end, 1, 0) OVER stretches AS raw_before
    FROM (
        SELECT
            source_id, i,
            raw_spans[4 * i + 1] AS text_start, raw_spans[4 * i + 2] AS text_end,
            raw_spans[4 * i + 3] AS raw_start, raw_spans[4 * i + 4] AS raw_end
        FROM (SELECT source_id, raw_spans, unnest(range((len(raw_spans) + 3) // 4)) AS i FROM source_texts)
    )
    WINDOW stretches AS (PARTITION BY source_id ORDER BY i)
)
JOIN sources USING (source_id)
WHERE (text_before <= text_start AND text_start < text_end AND text_end <= text_chars
       AND raw_before <= raw_start AND raw_start < raw_end AND raw_end <= raw_chars) IS NOT TRUE
