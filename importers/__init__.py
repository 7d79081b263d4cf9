"""Read: documents, sheets and sentences become values. Reading never judges."""
