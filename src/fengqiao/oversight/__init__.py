"""Oversight: restricted files broken open in an emergency and reviewed afterwards; who read what without need.

For whom: officers who must help now, the county's lead, the data-protection officer (数据保护专员).
"""
