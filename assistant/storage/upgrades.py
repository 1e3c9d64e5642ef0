"""Brings the tables of an older version up to date, where they stand and with all that is in them.

An upgrade only adds: columns that may be empty here, whole tables by `create_all`.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect
from sqlalchemy.schema import CreateColumn

from assistant.storage.schema import TurnRow

_ADDED = {
    2: (TurnRow, ("model", "model_calls", "input_tokens", "output_tokens", "cost_usd")),
}
"""Columns by the version that they came with."""


def upgrade(connection: Connection, version: int) -> None:
    """Adds what tables of `version` do not have yet; columns that are there, as after a half upgrade, stay."""
    for added, (row, columns) in _ADDED.items():
        if added <= version:
            continue
        table = row.metadata.tables[row.__tablename__]
        there = {column["name"] for column in inspect(connection).get_columns(table.name)}
        for name in columns:
            if name not in there:
                column = CreateColumn(table.columns[name]).compile(dialect=connection.dialect)
                connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {column}")
