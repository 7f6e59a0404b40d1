"""Other ways into the lake than a plain PUT, and the one way out that nobody asks for."""

import json
import os

import boto3
import pytest
from rig import eventually

READING = {"topic": "u4/302/noise", "value": 35, "value_units": "dB", "input": 104,
           "subID": "s3", "unitID": "inside", "time": "2021-07-22T11:11:22.000Z"}


@pytest.fixture(name="s3")
def s3_client(lake):
    """What boto3 makes of `./sluice env`; of the address it knows by itself from 1.28 on."""
    return boto3.client("s3", endpoint_url=os.environ["AWS_ENDPOINT_URL_S3"])


def put(s3, name: str, reading: dict):
    s3.put_object(Bucket="neocampus", Key=name, Body=json.dumps(reading).encode(),
                  ContentType="application/json", Metadata={"application": "boto"})


def test_an_upload_by_s3_reaches_gold_and_is_the_object_that_swift_shows(lake, s3):
    put(s3, "s3/r.json", READING)
    first = eventually(lambda: lake.trace("s3/r.json"), 120, "the trace")
    first = lake.settled("s3/r.json")
    assert (first["status"], first["project"]) == ("done", "neocampus")
    assert first["runs"][-1]["route"] == "neocampus-sensors"
    assert first["document"]["application"] == "boto"
    assert len(lake.gold("influx", "SELECT value FROM noise WHERE \"subID\" = 's3'")) == 1
    lake.put("s3/r.json", json.dumps({**READING, "value": 36}).encode(), "application/json")
    second = lake.settled("s3/r.json")
    for key in ("swift_object_id", "swift_account", "swift_user", "object"):
        assert second["document"][key] == first["document"][key]


def test_a_copy_by_s3_is_an_object_of_its_own(lake, s3):
    put(s3, "s3/from.json", {**READING, "subID": "copied"})
    lake.settled("s3/from.json")
    s3.copy_object(Bucket="neocampus", Key="s3/to.json",
                   CopySource={"Bucket": "neocampus", "Key": "s3/from.json"})
    trace = lake.settled("s3/to.json")
    assert (trace["status"], trace["duplicate_of"]) == ("done", "s3/from.json")


def test_a_multipart_upload_is_read_as_one_object(lake, s3):
    body = b"%s %s" % (b" " * (5 << 20), json.dumps({**READING, "subID": "parts"}).encode())
    name = {"Bucket": "neocampus", "Key": "s3/parts.json"}
    upload = s3.create_multipart_upload(ContentType="application/json", **name)["UploadId"]
    parts = [{"PartNumber": number, "ETag": s3.upload_part(
        Body=part, PartNumber=number, UploadId=upload, **name)["ETag"]}
        for number, part in ((1, body[:5 << 20]), (2, body[5 << 20:]))]
    s3.complete_multipart_upload(UploadId=upload, MultipartUpload={"Parts": parts}, **name)
    trace = lake.settled("s3/parts.json")
    assert (trace["status"], trace["size"]) == ("done", len(body)), trace["runs"]
    assert len(lake.gold("influx", "SELECT value FROM noise WHERE \"subID\" = 'parts'")) == 1


def test_what_is_deleted_by_s3_is_deleted(lake, s3):
    put(s3, "s3/gone.json", {**READING, "subID": "gone"})
    lake.settled("s3/gone.json")
    s3.delete_object(Bucket="neocampus", Key="s3/gone.json")
    eventually(lambda: lake.trace("s3/gone.json")["status"] == "deleted", 120, "deleted")


def test_what_is_past_its_time_is_deleted(lake):
    lake.put("doors/short.json", json.dumps({**READING, "subID": "short"}).encode(),
             "application/json", headers={"X-Delete-After": "2"})
    eventually(lambda: (lake.trace("doors/short.json") or {}).get("status") == "deleted", 120,
               "deleted by the expirer")
