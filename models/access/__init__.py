"""Giving somebody what is kept about them: gathered, others taken out, agreed by two, into safe hands (SAR)."""
