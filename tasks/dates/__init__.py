"""Expressions of time in English text, and the EDTF dates they stand for."""
