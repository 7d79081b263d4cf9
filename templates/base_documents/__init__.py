"""The program that makes the shipped .docx templates, so that each of their marks has a reason in code."""
