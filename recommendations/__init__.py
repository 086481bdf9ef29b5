"""What fits whom: vectors, specialties, vacancies, courses, and the reasons."""
