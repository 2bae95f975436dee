"""Persons and pages that were removed on demand: known by hashes only, kept out of every later run."""
