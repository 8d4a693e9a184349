"""What places are called: whose name a name is, and how English writes it."""
