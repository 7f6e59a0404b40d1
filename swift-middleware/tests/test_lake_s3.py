"""
Through a real pipeline: what an S3 client leaves as events.
"""

import uuid

import pytest
from one_node_swift import wait_for

boto3 = pytest.importorskip('boto3', reason='apt-get install python3-boto3')
pytestmark = pytest.mark.lake


class Bucket:
    def __init__(self, lake):
        self.hub, self.name = lake.hub, 'b' + uuid.uuid4().hex[:8]
        self.s3 = boto3.client('s3', endpoint_url=lake.url, region_name='us-east-1',
                               aws_access_key_id='test:tester', aws_secret_access_key='testing',
                               config=boto3.session.Config(s3={'addressing_style': 'path'}))
        self.s3.create_bucket(Bucket=self.name)

    def put(self, key, body=b'hello', **more):
        return self.s3.put_object(Bucket=self.name, Key=key, Body=body, **more)

    def events(self, count):
        """The bucket's first events, when an extra one would have come too."""
        self.put('end')

        def found():
            events = [event for event in list(self.hub.events)
                      if event['data']['container'] == self.name]
            return events and events[-1]['subject'] == 'end' and events[:-1]
        events = wait_for(found, 'the end') if count else []
        assert len(events) == count
        return events


@pytest.fixture
def bucket(lake):
    return Bucket(lake)


def test_a_put_by_s3_is_one_event(bucket, schema):
    bucket.put('o', ContentType='text/x', Metadata={'ort': 'ulm'})
    [event] = bucket.events(1)
    schema.validate(event)
    data = event['data']
    assert (data['reason'], data['size'], data['content_type']) == ('s3', 5, 'text/x')
    assert data['user_meta'] == {'ort': 'ulm'}


def test_a_copy_by_s3_is_one_event_and_names_its_source(bucket):
    bucket.put('from')
    bucket.s3.copy_object(Bucket=bucket.name, Key='to',
                          CopySource={'Bucket': bucket.name, 'Key': 'from'})
    copied = bucket.events(2)[1]
    assert copied['type'] == 'org.sluice.object.copied'
    assert copied['data']['copied_from'].endswith('/%s/from' % bucket.name)


def test_one_delete_and_many_at_once_are_told(bucket):
    for key in 'abc':
        bucket.put(key)
    bucket.s3.delete_object(Bucket=bucket.name, Key='a')
    bucket.s3.delete_objects(Bucket=bucket.name, Delete={'Objects': [{'Key': 'b'}, {'Key': 'c'}]})
    deleted = bucket.events(6)[3:]
    assert sorted(event['subject'] for event in deleted) == ['a', 'b', 'c']
    assert {event['type'] for event in deleted} == {'org.sluice.object.deleted'}


def test_a_multipart_upload_is_one_event_with_the_whole_size(bucket, lake):
    upload = bucket.s3.create_multipart_upload(Bucket=bucket.name, Key='big',
                                               ContentType='video/mp4')['UploadId']
    parts = []
    for number, body in ((1, b'x' * (5 << 20)), (2, b'y' * 1000)):
        answer = bucket.s3.upload_part(Bucket=bucket.name, Key='big', UploadId=upload,
                                       PartNumber=number, Body=body)
        parts.append({'PartNumber': number, 'ETag': answer['ETag']})
    bucket.s3.complete_multipart_upload(Bucket=bucket.name, Key='big', UploadId=upload,
                                        MultipartUpload={'Parts': parts})
    [event] = bucket.events(1)
    data = event['data']
    assert (data['size'], data['manifest'], data['content_type']) == (
        (5 << 20) + 1000, 'slo', 'video/mp4')
    assert data['class'] == 'object'
    others = [event for event in lake.hub.events
              if event['data']['container'] == bucket.name + '+segments']
    assert others and {event['data']['class'] for event in others} == {'segment'}
