"""The chat engine: a language model behind an OpenAI-compatible endpoint reads, and what it says is checked."""
