"""The register of cases: bringing it in, taking it away, and keeping each live case's line (register-format)."""
