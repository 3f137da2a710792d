"""placeholder"""
def test_it(db): pass
