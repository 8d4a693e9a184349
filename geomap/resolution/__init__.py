"""Resolution: which place each toponym means, how sure that is, and why."""
