from womens_programs.areas import Area
from womens_programs.models.enrollments import Attendance, Enrollment
from womens_programs.models.programs import Cohort, Program, Session

__all__ = ["Area", "Attendance", "Cohort", "Enrollment", "Program", "Session"]
