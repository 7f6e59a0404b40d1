import pytest

from sluice_swift.record import Damaged, decode, encode


def test_a_record_is_one_line_whatever_it_holds():
    body = {'n': 1, 'object': 'line\nfeed \u2028 "quoted" € \U0001f30a'}
    line = encode('I', body)
    assert line.count(b'\n') == 1 and line.endswith(b'\n')
    assert decode(line) == ('I', body)


@pytest.mark.parametrize('spoil', [
    lambda line: line[:-5], lambda line: line[5:], lambda line: b'', lambda line: b'\x00' * 40,
    lambda line: line.replace(b'AUTH', b'auth'), lambda line: b'X' + line[1:],
    lambda line: line[:20] + line])
def test_a_torn_or_altered_record_is_told_by_its_sum(spoil):
    with pytest.raises(Damaged):
        decode(spoil(encode('I', {'n': 1, 'account': 'AUTH_a'})))
