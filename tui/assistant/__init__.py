"""The assistant: reads what a clerk types, answers from the documents and the books, proposes and never acts."""
