"""Write: Word papers and workbooks from values of the books."""
