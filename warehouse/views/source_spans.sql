-- meaning: how a page's clean text maps to its raw page, one row a stretch: code points, ends exclusive
SELECT
    source_id,
    raw_spans[4 * i + 1] AS text_start,
    raw_spans[4 * i + 2] AS text_end,
    raw_spans[4 * i + 3] AS raw_start,
    raw_spans[4 * i + 4] AS raw_end
FROM (SELECT source_id, raw_spans, unnest(range(len(raw_spans) // 4)) AS i FROM source_texts);
