"""What can be found: vacancies, courses and the words that describe them."""
