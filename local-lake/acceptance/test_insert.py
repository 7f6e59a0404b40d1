"""The older insertion protocol: a tool takes a number, PUTs under it, inserts its own document."""

import json
import os
from datetime import datetime

import pymongo
import pytest
from rig import eventually

READING = {"topic": "u4/300/co2", "value": 400, "value_units": "ppm", "input": 1,
           "unitID": "inside", "time": "2022-07-22T11:11:22.000Z"}


def take_number(mongo) -> str:
    counter = mongo.stats.swift.find_one_and_update(
        {"type": "object_id_file"}, {"$inc": {"object_id": 1}}, upsert=True,
        return_document=pymongo.ReturnDocument.AFTER)
    return str(counter["object_id"])


def tool_document(number: str) -> dict:
    return {"content_type": "application/json", "data_processing": "default",
            "swift_user": "lake:tool", "swift_container": "neocampus", "swift_object_id": number,
            "swift_object_name": number, "original_object_name": "co2.json",
            "application": "tool", "creation_date": datetime(2024, 1, 1),
            "last_modified": datetime(2024, 1, 1), "successful_operations": [],
            "failed_operations": [], "processed_data_area_service": [],
            "other_data": {"by": "tool"}}


@pytest.mark.parametrize("delay", [0, 3])
def test_the_tools_document_is_completed_and_no_second_one_made(lake, delay):
    mongo = pymongo.MongoClient(os.environ["SLUICE_MONGODB_URI"], retryWrites=False)
    documents = mongo.swift.neocampus
    number = take_number(mongo)
    body = json.dumps({**READING, "subID": f"tool{number}"}).encode()
    assert lake.put(number, body, "application/json") == 201
    if delay:
        # The tool is slow: by then the hub has the event, and must wait for the document.
        eventually(lambda: mongo.log.waiting.find_one({"why": "tool-document"}), 120,
                   "the event waits for the tool's document")
    theirs = documents.insert_one(tool_document(number)).inserted_id
    trace = lake.settled(number)
    found = list(documents.find({"swift_object_id": number}))
    assert [one["_id"] for one in found] == [theirs]
    assert found[0]["status"] == "done" and found[0]["etag"] and found[0]["object"] == number
    assert found[0]["original_object_name"] == "co2.json"
    assert found[0]["other_data"] == {"by": "tool"}
    assert [one["route"] for one in trace["runs"]] == ["neocampus-sensors"]
