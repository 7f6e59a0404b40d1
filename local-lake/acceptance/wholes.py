"""Files of the sizes and shapes that the shipped routes are for: prices, readings and irises.

They are made here, always the same. With SLUICE_SAMPLES, a folder that holds such files under the
same names, those are used in their place.
"""

import csv
import io
import json
import os
from datetime import date, datetime, timedelta
from pathlib import Path

PRICES = "tables/BTC_USD Bitfinex Historical Data.csv"
READINGS = "sensors/neocampus-sensors.csv"
IRISES = "tables/iris.json"
ENERGY = ["Wh", "Ea+", "V", "A", "W", "VAR", "VA", "cosPhi"]
PLAIN = (("u4/301/temperature", "celsius", 2), ("u4/302/humidity", "%r.H.", 0),
         ("irit2/366/airquality", "ohm", 0), ("u4/campusfab/luminosity", "lux", 0))


def content(name: str) -> bytes:
    """A file's bytes."""
    folder = os.environ.get("SLUICE_SAMPLES")
    return Path(folder, name).read_bytes() if folder else MADE[name]()


def prices() -> bytes:
    """641 days, newest first: all quoted, a byte order mark, CRLF but for the last line's end."""
    day, lines = date(2019, 3, 16), ['"Date","Price","Open","High","Low","Vol.","Change %"']
    for number in range(641):
        price = [f"{2000 + (number * step) % 17000 + number % 10 / 10:,.1f}"
                 for step in (613, 617, 619, 631)]
        volume = f"{4 + number * 37 % 9000 / 100:.2f}K"
        change = f"{number * 53 % 2100 / 100 - 10.5:.2f}%"
        cells = (f"{day - timedelta(number):%b %d, %Y}", *price, volume, change)
        lines.append(",".join(f'"{cell}"' for cell in cells))
    return ("\ufeff" + "\r\n".join(lines)).encode()


def readings() -> bytes:
    """190 readings, of which some are lists in quotes, some have no input, some ids are words."""
    start = datetime(2021, 3, 28, 11, 41, 6)
    lines = ['"_id","measuretime","topic","payload.value","payload.value_units",'
             '"payload.input","payload.subID","payload.unitID"']
    for number in range(190):
        if number % 7 == 0:
            topic, unit = "u4/302/energy", json.dumps(ENERGY)
            value = quoted(json.dumps([246078 + number, 246070, 234.27, 0.12, 10, 30, 30, 0.2]))
            source, place, by = "88", "prises1", "modbus_rs485"
        else:
            topic, unit, digits = PLAIN[number % len(PLAIN)]
            value = f"{20 + number * 7 % 90 / 8:.{digits}f}"
            source = "" if number % 3 == 0 else str(100 + number % 20)
            place = str(50 + number % 9) if number % 5 == 0 else f"ilot{number % 4}"
            by = "inside"
        lines.append(",".join((
            quoted(f'ObjectId("60606b52{number:016x}")'),
            quoted(f"{start + timedelta(seconds=number):%Y-%m-%dT%H:%M:%S}.000Z"),
            quoted(topic), value, quoted(unit), source, quoted(place), quoted(by))))
    return "\n".join(lines).encode()


def quoted(text: str) -> str:
    """A cell of CSV in quotes."""
    return '"{}"'.format(text.replace('"', '""'))


def irises() -> bytes:
    """150 flat objects, one a line."""
    made = [{"sepalLength": (43 + n % 37) / 10, "sepalWidth": (20 + n % 25) / 10,
             "petalLength": (10 + n % 60) / 10, "petalWidth": (1 + n % 25) / 10,
             "species": ("setosa", "versicolor", "virginica")[n // 50]} for n in range(150)]
    return ("[\n  " + ",\n  ".join(json.dumps(one) for one in made) + "\n]\n").encode()


MADE = {PRICES: prices, READINGS: readings, IRISES: irises}


def table(name: str) -> tuple:
    """A CSV file's columns and its records, as texts."""
    first, *records = csv.reader(io.StringIO(content(name).decode("utf-8-sig"), newline=""))
    return first, records
