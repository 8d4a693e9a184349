"""What the build finds out about its sources and itself, and the commands that measure it."""
