"""What comes, changes and goes through S3 is told as what is done through Swift's own door is."""

import base64
import hashlib
import time

from swift.common.header_key_dict import HeaderKeyDict


def s3(swift, method, path, body=b'', **more):
    status, headers, said = swift.ask(method, path, body, **dict(
        {'AUTHORIZATION': 'AWS test:tester:c2lnbmF0dXJl',
         'DATE': time.strftime('%a, %d %b %Y %H:%M:%S GMT', time.gmtime())}, **more))
    assert status < 300, (status, said)
    return HeaderKeyDict(headers), said


def test_s3_puts_copies_and_deletes(swift, told):
    s3(swift, 'PUT', '/bucket/o', b'hello', X_AMZ_META_ORT='Ulm', CONTENT_TYPE='text/x')
    s3(swift, 'PUT', '/bucket/to', X_AMZ_COPY_SOURCE='/bucket/o')
    s3(swift, 'DELETE', '/bucket/o')
    # Swift's copy, to the right of s3api, is what makes the copy: the reason says so.
    assert told() == [('created', 's3', 'bucket/o'), ('copied', 'copy', 'bucket/to'),
                      ('deleted', 's3', 'bucket/o')]
    put, copied, _deleted = [event['data'] for event in told(whole=True)]
    assert (put['size'], put['content_type'], put['user_meta']) == (5, 'text/x', {'ort': 'Ulm'})
    assert copied['copied_from'] == '/AUTH_test/bucket/o' and copied['size'] == 5


def test_s3_deletes_many_at_once(swift, told):
    for name in 'ab':
        swift.put('bucket/' + name)
    body = b'<Delete>%s</Delete>' % b''.join(
        b'<Object><Key>%s</Key></Object>' % name for name in (b'a', b'none', b'b'))
    digest = base64.b64encode(hashlib.md5(body).digest()).decode()
    s3(swift, 'POST', '/bucket?delete', body, CONTENT_MD5=digest, CONTENT_TYPE='application/xml')
    assert told()[2:] == [('deleted', 's3', 'bucket/a'), ('deleted', 's3', 'bucket/b')]


def test_s3_completes_an_upload_of_parts(swift, told):
    _headers, said = s3(swift, 'POST', '/bucket/big?uploads', CONTENT_TYPE='video/x')
    upload = said.decode().partition('<UploadId>')[2].partition('<')[0]
    etags = [s3(swift, 'PUT', '/bucket/big?partNumber=%d&uploadId=%s' % (number, upload), body)[0][
        'Etag'] for number, body in ((1, b'x' * (5 << 20)), (2, b'y'))]
    body = '<CompleteMultipartUpload>%s</CompleteMultipartUpload>' % ''.join(
        '<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>' % (number + 1, etag.strip('"'))
        for number, etag in enumerate(etags))
    s3(swift, 'POST', '/bucket/big?uploadId=' + upload, body.encode())
    events = [event['data'] for event in told(whole=True)]
    assert {event['class'] for event in events
            if event['container'] == 'bucket+segments'} == {'segment'}
    [whole] = [event for event in events if event['container'] == 'bucket']
    assert (whole['size'], whole['manifest'], whole['content_type'], whole['reason']) == (
        (5 << 20) + 1, 'slo', 'video/x', 's3')
