"""Letters and notices: composed here, sent by the worker."""
