"""Adds many incidents to the data folder of a server that has stopped, as copies of the newest one it has: one in a hundred is
open, the others are over. Usage: add-incidents.py INCIDENTS.DB COUNT [ONE-IN-SO-MANY-IS-OPEN]

Pages that are written here have no checksums: the file is made anew without any, and the next start of a server adds them."""
import os
import sqlite3
import struct
import sys

DAY = 24 * 60 * 60 * 1000

path, count = sys.argv[1], int(sys.argv[2])
every = int(sys.argv[3]) if len(sys.argv) > 3 else 100
database = sqlite3.connect(path + ".new", isolation_level=None)
database.execute("PRAGMA journal_mode = OFF")
database.execute("PRAGMA synchronous = OFF")
database.execute("PRAGMA cache_size = -200000")


def copy():
    database.execute("ATTACH ? AS old", (path,))
    schema = database.execute("SELECT type, name, sql FROM old.sqlite_schema WHERE sql IS NOT NULL").fetchall()
    for kind in ("table", "index", "view"):
        for _, name, sql in (row for row in schema if row[0] == kind):
            database.execute(sql)
            if kind == "table":
                database.execute(f"INSERT INTO main.{name} SELECT * FROM old.{name}")
    for mark in ("application_id", "user_version"):
        database.execute(f"PRAGMA main.{mark} = {database.execute(f'PRAGMA old.{mark}').fetchone()[0]}")
    database.execute("DETACH old")


copy()


def newest(table):
    order = "sequence DESC" if table == "incidents" else "incident DESC, number DESC"
    cursor = database.execute(f"SELECT * FROM {table} ORDER BY {order} LIMIT 1")
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone()))


def insert(table, rows):
    columns = list(newest(table))
    marks = ", ".join("?" * len(columns))
    database.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", ([row[c] for c in columns] for row in rows))


def times():
    begin = newest("incidents")["triggered_at"] - 300 * DAY
    for i in range(count):
        at = begin + i * (299 * DAY // count)
        yield i, at, at << 12 | i & 0xFFF, i % every == 0


def incidents():
    first = newest("incidents")
    for i, at, sequence, is_open in times():
        key = f"old {i}".encode()
        yield dict(first, sequence=sequence, id=struct.pack(">QQ", at << 16 | 0x7000 | i & 0xFFF, 1 << 63 | i), triggered_at=at, last_seen_at=at,
                   lines=1 if is_open else 2, state=1 if is_open else 3, resolved_at=None if is_open else at + 1000, index_key=key, incident_key=key)


def transitions():
    first = newest("transitions")
    for i, at, incident, is_open in times():
        # The first line of a timeline is in the row of its incident.
        if not is_open:
            yield dict(first, incident=incident, number=2, at=at, kind=4)


database.execute("BEGIN")
insert("transitions", transitions())
insert("incidents", incidents())
database.execute("COMMIT")
database.close()
os.chmod(path + ".new", 0o600)
os.replace(path + ".new", path)
