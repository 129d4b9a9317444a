"""The verbs of the command line, and what they share: options, inputs, progress, how a verb ends."""
