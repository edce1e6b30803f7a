"""Bodies with duties: function + level + region; two cities' bureaus are not one."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Agency(Base):
    """A body. ``official_order`` sorts it on screen and paper (FORMS.md), ``pinyin`` only when asked."""

    __tablename__ = "agency"
    __table_args__ = (UniqueConstraint("name", "level", "region"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    level: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    group: Mapped[str] = mapped_column(default="")
    official_order: Mapped[int]
    pinyin: Mapped[str]
    known: Mapped[bool] = mapped_column(default=True)


class AgencyAlias(Base):
    """A name under which a body was met, or which a person added."""

    __tablename__ = "agency_alias"
    __table_args__ = (UniqueConstraint("agency_id", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    text: Mapped[str] = mapped_column(index=True)
