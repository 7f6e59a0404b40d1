"""Whole files of the kinds that the shipped routes are for: each record is there, typed."""

import json
from datetime import datetime

import route_files
import wholes

COLUMNS = "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = " \
    "current_schema() AND table_name = '{}' AND column_name NOT LIKE 'sluice%'"
DOUBLE, TEXT = "double precision", "text"
STATIONS = b"""\
station;day;rain;share
roof;2026-11-01;1,5;2,19%
yard;2026-11-01;mq;-0,31%
roof;2026-11-02;mq;mq
yard;2026-11-02;0,25;0,00%
"""


def uploaded(lake, project: str, name: str, kind: str, content: bytes) -> dict:
    """Uploads an object; what the routes that took it wrote, by route."""
    lake.put(name, content, kind, project)
    trace = lake.settled(name, project)
    assert trace["status"] == "done", trace["runs"]
    assert not [run for run in trace["runs"] if run.get("rejects")], trace["runs"]
    return {run["route"]: run["gold"] for run in trace["runs"] if run["status"] == "done"}


def columns(lake, project: str, table: str) -> dict:
    """The types of a table's columns, but for those that each table has."""
    return dict(lake.gold("sql", COLUMNS.format(table), project))


def rows(lake, project: str, table: str, names) -> list:
    """A table's rows, in the order of their records."""
    cells = ", ".join(f'"{name}"' for name in names)
    return lake.gold("sql", f'SELECT {cells} FROM "{table}" ORDER BY sluice_position', project)


def number(text: str):
    """What 4,090.8 and 14.13K and 2.19% say."""
    plain = text.replace(",", "").rstrip("K%")
    return float(plain) * (1000 if text.endswith("K") else 1)


def test_prices_are_rows_with_dates_and_numbers(lake, container):
    name = wholes.PRICES.rpartition("/")[2]
    table = "btc_usd_bitfinex_historical_data"
    wrote = uploaded(lake, container, name, "text/csv", wholes.content(wholes.PRICES))
    assert wrote.keys() == {"csv-tables"} and wrote["csv-tables"][0]["records"] == 641
    names, records = wholes.table(wholes.PRICES)
    assert len(records) == 641
    assert columns(lake, container, table) == {
        **dict.fromkeys(names, DOUBLE), "Date": "date"}
    found = rows(lake, container, table, names)
    assert len(found) == 641
    for (day, *cells), (found_day, *values) in zip(records, found):
        assert found_day == f"{datetime.strptime(day, '%b %d, %Y'):%Y-%m-%d}"
        assert [round(value, 6) for value in values] == [round(number(cell), 6) for cell in cells]


def test_readings_are_rows_with_times_and_lists(lake, container):
    wrote = uploaded(lake, container, "readings.csv", "text/csv",
                     wholes.content(wholes.READINGS))
    assert wrote.keys() == {"csv-tables"} and wrote["csv-tables"][0]["records"] == 190
    names, records = wholes.table(wholes.READINGS)
    assert columns(lake, container, "readings") == {
        **dict.fromkeys(names, TEXT), "measuretime": "timestamp with time zone",
        "payload.input": "bigint"}
    found = rows(lake, container, "readings", names)
    assert len(found) == len(records) == 190
    for cells, values in zip(records, found):
        told, shown = dict(zip(names, cells)), dict(zip(names, values))
        assert shown["_id"] == told["_id"] and shown["payload.unitID"] == told["payload.unitID"]
        assert shown["measuretime"][:19].replace(" ", "T") == told["measuretime"][:19]
        assert json.loads(shown["payload.value"]) == json.loads(told["payload.value"])
        assert shown["payload.input"] == (
            int(told["payload.input"]) if told["payload.input"] else None)


def test_irises_are_rows_and_documents_and_no_time_series(lake, container):
    wrote = uploaded(lake, container, "irises.json", "application/json",
                     wholes.content(wholes.IRISES))
    assert wrote.keys() == {"json-tables", "json-documents"}
    records = json.loads(wholes.content(wholes.IRISES))
    assert len(records) == 150
    names = list(records[0])
    assert columns(lake, container, "irises") == {
        **dict.fromkeys(names, DOUBLE), "species": TEXT}
    assert rows(lake, container, "irises", names) == [list(one.values()) for one in records]
    assert [one["records"] for one in wrote["json-documents"]] == [150]
    store = wrote["json-documents"][0]["store"]
    assert lake.gold("mongo", store, container) == [["documents", 150]]
    services = lake.trace("irises.json", container)["document"]["processed_data_area_service"]
    assert sorted(services) == ["mongodb", "postgresql"]


def test_a_word_for_no_value_leaves_its_column_a_number(lake, container):
    with route_files.running(lake, "tried-stations", {"route": {
            "id": "tried-stations", "from": {
                "uri": "lake:objects",
                "parameters": {"project": container, "contentType": "text/csv"},
                "steps": [{"to": {"uri": "kamelet:csv-records-action",
                                  "parameters": {"nulls": "mq"}}},
                          {"to": {"uri": "kamelet:table-rows-sink",
                                  "parameters": {"table": "{kind}"}}}]}}}):
        uploaded(lake, container, "stations.csv", "text/csv", STATIONS)
    assert columns(lake, container, "stations") == {
        "station": TEXT, "day": "date", "rain": DOUBLE, "share": DOUBLE}
    assert rows(lake, container, "stations", ("station", "day", "rain", "share")) == [
        ["roof", "2026-11-01", 1.5, 2.19], ["yard", "2026-11-01", None, -0.31],
        ["roof", "2026-11-02", None, None], ["yard", "2026-11-02", 0.25, 0.0]]
