"""What one council has decided, from a given day, read from data and held to the law."""

from models.policy.model import Contacts, Policy, PolicyError, Window
from models.policy.parsing import parse, warnings
from models.policy.shipped import Shipped, bank_holidays, load_shipped, shipped, shipped_data

__all__ = [
    "Contacts",
    "Policy",
    "PolicyError",
    "Shipped",
    "Window",
    "bank_holidays",
    "load_shipped",
    "parse",
    "shipped",
    "shipped_data",
    "warnings",
]
