import base64
import hashlib

from sluice_swift.identity import event_id, iso_time, sequence


def test_the_id_is_the_hash_of_six_netstrings():
    netstrings = b'5:lake1,6:AUTH_a,1:c,1:o,16:1795464363.77499,3:PUT,'
    expected = base64.b32encode(hashlib.sha256(netstrings).digest())[:32].decode()
    assert event_id('lake1', 'AUTH_a', 'c', 'o', '1795464363.77499', 'PUT') == expected


def test_names_are_counted_in_bytes_of_utf8_and_may_hold_any_separator():
    assert (event_id('l', 'a', 'c', 'b\nc', '1', 'PUT')
            != event_id('l', 'a', 'c\nb', 'c', '1', 'PUT'))
    netstrings = '1:l,1:a,1:c,2:ä,1:1,3:PUT,'.encode()
    expected = base64.b32encode(hashlib.sha256(netstrings).digest())[:32].decode()
    assert event_id('l', 'a', 'c', 'ä', '1', 'PUT') == expected


def test_the_sequence_sorts_as_text_in_order_of_time_and_offset():
    assert sequence('1795464363.77499') == '1795464363.77499_0000000000000000'
    assert sequence('1795464363.77499', 26) == '1795464363.77499_000000000000001a'


def test_the_time_is_the_timestamp_in_utc_with_microseconds():
    assert iso_time('1795464363.77499') == '2026-11-23T20:06:03.774990Z'
    assert iso_time('0000000001.00000') == '1970-01-01T00:00:01.000000Z'
