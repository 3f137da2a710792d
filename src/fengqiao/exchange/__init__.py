"""The door for bulk files: registers in, report workbooks out."""
