"""The side that works: fetch a page, read the article, find and score its claims."""
