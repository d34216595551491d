"""An invented council with invented cases, made by the same verbs as the two sites use, over four invented months."""
