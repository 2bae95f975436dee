-- meaning: the characters of a text from start_char up to, not including, end_char, counted in code points from 0, as
--   every offset of the dataset is. (DuckDB's substring counts code points from 1; its substring_grapheme, length_grapheme
--   and array slices must not be used with these offsets.)
CREATE MACRO quote_at(text, start_char, end_char) AS substring(text, start_char + 1, end_char - start_char)
