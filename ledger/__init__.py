"""Record: the values of the domain and the books that hold them. Imports nothing of the other rooms."""
