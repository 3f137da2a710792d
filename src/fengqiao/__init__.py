"""Fengqiao (枫桥): a platform for community corrections. One package, in floors; see docs/map.md."""
