"""How a reference stands in an address: those of an earlier register may hold a slash, which an address cannot."""

from werkzeug.routing import UnicodeConverter


class Reference(UnicodeConverter):
    """`CS/2016/17` is `CS~2016~17` in an address; a reference holds no ~ (models.register.cells)."""

    def to_python(self, value: str) -> str:
        return value.replace("~", "/")

    def to_url(self, value: str) -> str:
        return super().to_url(str(value).replace("/", "~"))
