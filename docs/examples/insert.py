#!/usr/bin/python3
"""Inserts one file into the lake the way its older insertion tools do.

Takes an id from the catalogue's counter, stores the file in Swift under that number as its
name, inserts the object's document itself, and waits until the hub has completed it.

Needs Debian's python3-swiftclient, python3-keystoneclient and python3-pymongo; the OS_*
variables and SLUICE_MONGODB_URI, as `source <(./sluice env)` sets them.
"""
import argparse
import json
import mimetypes
import os
import sys
import time
from datetime import datetime, timezone

import pymongo
from swiftclient.client import Connection
from swiftclient.exceptions import ClientException

OURS = ("etag", "size", "timestamp", "status")
ENDED = ("done", "parked", "unhandled", "deleted")


def arguments():
    parser = argparse.ArgumentParser(description="Insert a file by the lake's older protocol.")
    parser.add_argument("file")
    parser.add_argument("--container", default="neocampus")
    parser.add_argument("--type", help="content type (default: from the file's name)")
    parser.add_argument("--application", default="")
    parser.add_argument("--other-data", default="{}", metavar="JSON",
                        help='what there is to say of it, such as {"template": …}')
    parser.add_argument("--delay", type=float, default=0, metavar="S",
                        help="seconds between the PUT and the document (the hub waits 32)")
    parser.add_argument("--timeout", type=float, default=120, metavar="S",
                        help="how long to wait for the hub, in seconds")
    return parser.parse_args()


def swift():
    return Connection(
        authurl=os.environ["OS_AUTH_URL"], user=os.environ["OS_USERNAME"],
        key=os.environ["OS_PASSWORD"], auth_version="3",
        os_options={"project_name": os.environ["OS_PROJECT_NAME"],
                    "user_domain_name": os.environ["OS_USER_DOMAIN_NAME"],
                    "project_domain_name": os.environ["OS_PROJECT_DOMAIN_NAME"]})


def next_id(mongo):
    """One number that nobody else has: the counter after its increment."""
    counter = mongo.stats.swift.find_one_and_update(
        {"type": "object_id_file"}, {"$inc": {"object_id": 1}}, upsert=True,
        return_document=pymongo.ReturnDocument.AFTER)
    return counter["object_id"]


def document(number, args, content_type):
    now = datetime.now(timezone.utc)
    return {
        "content_type": content_type,
        "data_processing": "default",
        "swift_user": f"{os.environ['OS_PROJECT_NAME']}:{os.environ['OS_USERNAME']}",
        "swift_container": args.container,
        "swift_object_id": str(number),
        "swift_object_name": os.path.basename(args.file),
        "original_object_name": os.path.basename(args.file),
        "application": args.application,
        "creation_date": now,
        "last_modified": now,
        "successful_operations": [],
        "failed_operations": [],
        "processed_data_area_service": [],
        "other_data": json.loads(args.other_data),
    }


def wait(documents, mine, timeout):
    """The document once the hub has completed it and every run has ended."""
    deadline = time.monotonic() + timeout
    found = {}
    while time.monotonic() < deadline:
        found = documents.find_one({"_id": mine}) or {}
        if all(key in found for key in OURS) and found["status"] in ENDED:
            return found
        time.sleep(0.5)
    if "status" in found:
        sys.exit(f"insert: the hub completed document {mine}, but its status is "
                 f"{found['status']} after {timeout:.0f} s. What holds it: "
                 f"./sluice trace {found['swift_container']}/{found['object']}")
    sys.exit(f"insert: the hub has not completed document {mine} within {timeout:.0f} s. "
             "It stands as inserted; see `./sluice status` and `./sluice logs hub`.")


def main():
    args = arguments()
    content_type = (args.type or mimetypes.guess_type(args.file)[0]
                    or "application/octet-stream")
    mongo = pymongo.MongoClient(os.environ["SLUICE_MONGODB_URI"],
                                serverSelectionTimeoutMS=10000)
    connection = swift()

    number = next_id(mongo)
    connection.put_container(args.container)
    with open(args.file, "rb") as content:
        connection.put_object(args.container, str(number), content, content_type=content_type)
    print(f"stored {args.container}/{number}", file=sys.stderr)

    time.sleep(args.delay)
    documents = mongo.swift[args.container]
    mine = documents.insert_one(document(number, args, content_type)).inserted_id
    print(f"inserted document {mine}", file=sys.stderr)

    completed = wait(documents, mine, args.timeout)
    same = documents.count_documents({"swift_object_id": str(number)})
    print(json.dumps(completed, indent=2, default=str))
    print(f"{same} document(s) with swift_object_id {number}", file=sys.stderr)
    return 0 if same == 1 else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyError as missing:
        sys.exit(f"insert: {missing} is not set. Try: source <(./sluice env)")
    except (OSError, ValueError, ClientException, pymongo.errors.PyMongoError) as fault:
        sys.exit(f"insert: {fault}")
