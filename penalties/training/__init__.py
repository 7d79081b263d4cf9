"""How the classifier is made: its sentences, frames and compositions, and the fitting."""
