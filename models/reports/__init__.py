"""Figures for any period and any part of a council, laid out as tables, checked before anybody publishes them."""
