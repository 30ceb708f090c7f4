"""Adds many incidents to the data folder of a server that has stopped, as copies of the newest one it has: one in a hundred is
open, the others are over. Usage: add-incidents.py INCIDENTS.DB COUNT"""
import sqlite3
import struct
import sys

DAY = 24 * 60 * 60 * 1000

database = sqlite3.connect(sys.argv[1], isolation_level=None)
count = int(sys.argv[2])
database.execute("PRAGMA journal_mode = OFF")
database.execute("PRAGMA synchronous = OFF")
database.execute("PRAGMA cache_size = -200000")


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
        yield i, at, at << 12 | i & 0xFFF, i % 100 == 0


def incidents():
    first = newest("incidents")
    for i, at, sequence, is_open in times():
        key = f"old {i}".encode()
        yield dict(first, sequence=sequence, id=struct.pack(">QQ", at << 16 | 0x7000 | i & 0xFFF, 1 << 63 | i), triggered_at=at, last_seen_at=at,
                   lines=1 if is_open else 2, state=1 if is_open else 3, resolved_at=None if is_open else at + 1000, index_key=key, incident_key=key)


def transitions():
    first = newest("transitions")
    for i, at, incident, is_open in times():
        for number, kind in enumerate((1,) if is_open else (1, 4), 1):
            yield dict(first, incident=incident, number=number, at=at, kind=kind)


database.execute("BEGIN")
insert("transitions", transitions())
insert("incidents", incidents())
database.execute("COMMIT")
