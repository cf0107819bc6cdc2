"""Plainly invented people: common first names, surnames put together from two halves, so that nobody real is meant."""

WOMEN = (
    "Angela Brenda Keisha Monique Priya Rosa Tanya Denise Latoya Crystal Marisol Yvonne Heather Dana Simone Carla "
    "Rhonda Tiffany Jolene Bettina Amara Corinne Della Fatima Gwen Ines Jada Kendra Leona Marta"
).split()
MEN = (
    "Marcus Trevor Luis Samuel Daniel Wesley Travis Cody Andre Dwayne Hector Curtis Terrence Malik Jerome Brandon "
    "Roderick Clifton Emmett Darius Elias Garrett Hollis Isaac Jamal Kelvin Lamar Milo Nolan Otis"
).split()
FIRST_HALVES = (
    "Whit Lind Cast Oak Brook Ash Fair Hart Win Black Hol Marsh North Stan West Rad Thorn Green Haw Ell Pem Cald Brad "
    "Har Mil Lock Wake Sher Pres Dun"
).split()
SECOND_HALVES = (
    "field qvist ello ridge er ley wood ton combe water man stead worth bury kin thorne mere ford by more".split()
)


def surname(rng) -> str:
    return rng.choice(FIRST_HALVES) + rng.choice(SECOND_HALVES)
