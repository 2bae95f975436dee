"""Claims of all pages in, people, roles and events out: who is who, what agrees, what is disputed."""
