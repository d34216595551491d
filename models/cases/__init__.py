"""The verbs: what people do to a case; and every query."""
