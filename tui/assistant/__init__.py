"""The assistant: reads what a clerk types, answers from documents and books, proposes and never acts."""
