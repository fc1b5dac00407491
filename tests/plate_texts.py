"""Pieces of a plate's design (crossbreak simulate) that tests of the program put together."""

FOUR_SETS = """[[target]]
name = "D4-7"
[[target]]
name = "D4-8"
[[target]]
name = "D2-7"
[[target]]
name = "D2-8"
[[target]]
name = "ALB"
reporter = "VIC"
[layout]
reactions = [["D4-7", "ALB"], ["D4-8", "ALB"], ["D2-7", "ALB"], ["D2-8", "ALB"]]
"""


def deleted(name):
    return '[[sample]]\nname = "%s"\ncopies = { "D4-7" = 2000, ALB = 9000 }\n' % name


def not_deleted(name):
    return '[[sample]]\nname = "%s"\ncopies = { ALB = 9000 }\n' % name


NTC = """[[sample]]
name = "NTC"
role = "ntc"
"""
NEGATIVE_CONTROL = """[[sample]]
name = "NC"
role = "negative_control"
copies = { ALB = 9000 }
"""
POSITIVE_CONTROL = """[[sample]]
name = "PC"
role = "positive_control"
copies = { "D4-7" = 2000, "D2-7" = 2000, "D2-8" = 2000, "D4-8" = 2000 }
"""
CONTROLS = NTC + NEGATIVE_CONTROL + POSITIVE_CONTROL
