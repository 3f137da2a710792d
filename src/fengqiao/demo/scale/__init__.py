"""A demonstration of national size: the people of the built county told again in every office of the province.

The county's own stories went through the same actions as anybody's. Here each of them is read back row by row, turned
into a recipe with holes for what differs from person to person, and written many times by COPY. So every state that
the procedures allow is there at any size, and nothing of it is made up twice.
"""
