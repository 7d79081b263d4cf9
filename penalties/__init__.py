"""Judge: which rule, which task, how much, who bears it. The arithmetic here reaches no database."""
