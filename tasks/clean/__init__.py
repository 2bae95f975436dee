"""What a page says and what it says of itself: article, title, outlet, author, language, date, copies."""
