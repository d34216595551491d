"""A cell as it is read, and as data; and text that no spreadsheet takes for a formula (INP-05)."""

from models.reports.report import Table, Value

RISKY = tuple("=+-@\t\r\n\0＝＋－＠")


def said(table: Table, column: int, value: Value) -> str:
    """For a reader: thousands parted, a percent sign, and a dash where there is nothing to say."""
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        return value
    return f"{value:,}%" if table.kinds[column] == "percent" else f"{value:,}"


def is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def tame(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text


def heads(table: Table) -> list[str]:
    return ["What", *table.columns]
