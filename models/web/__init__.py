"""What both sites need of Flask: settings, sessions, headers, forms, mail."""
