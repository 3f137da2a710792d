"""The demonstration county: invented people in Zhuji, deterministic, built through the faces."""
