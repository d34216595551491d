"""A register that was handed in on the staff site: read by the worker, looked at by a person, then written."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.sealing import Blob, sealed
from models.tables.base import Base, Keyed


class RegisterJob(Keyed, Base):
    """`upload` is sealed to the worker and dropped when it is done with; `faults` are sealed to staff."""

    __tablename__ = "register_job"

    state: Mapped[str] = mapped_column(default="to_read", index=True)  # models.register.handing_in.STATES, leaving.OUT
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    asked_at: Mapped[datetime]
    confirmed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    finished_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]  # a worker that died half way is followed by another
    add_labels: Mapped[bool] = mapped_column(default=False)
    good_lines: Mapped[bool] = mapped_column(default=False)
    done: Mapped[int] = mapped_column(default=0)  # bytes read of `whole`
    whole: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON, default=dict)  # file -> lines, good, faults …
    name: Mapped[Blob | None] = sealed("master", blind=True, nullable=True, owner="row")  # of the file, as it was sent
    upload: Mapped[Blob | None] = sealed("worker", blind=True, nullable=True, owner="row")
    faults: Mapped[Blob | None] = sealed("master", blind=True, nullable=True, owner="row")  # JSON: a line each
