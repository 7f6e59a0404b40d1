from fake_swift import FakeSwift, call, environ
from test_filter import filtered, kinds


class ClockedSwift(FakeSwift):
    def __init__(self, status, *clocks):
        super().__init__({'HEAD': status})
        self.clocks = list(clocks)

    def __call__(self, env, start_response):
        return super().__call__(env, lambda status, headers, exc_info=None: start_response(
            status, headers + self.clocks, exc_info))


def head(swift, tmp_path, **more):
    status, headers, _body = call(filtered(swift, tmp_path), environ('HEAD', **more))
    assert kinds(tmp_path) == ''
    return status, {name: value for name, value in headers if name.startswith('X-Sluice')}


def test_the_datas_own_time_is_told_to_who_asks(tmp_path):
    swift = ClockedSwift('200 OK',
                         ('X-Backend-Data-Timestamp', '1795464363.77499_0000000000000001'),
                         ('X-Backend-Timestamp', '1795464399.00000'))
    assert head(swift, tmp_path, HTTP_X_SLUICE_CLOCKS='true') == (
        200, {'X-Sluice-Data-Timestamp': '1795464363.77499'})
    assert head(swift, tmp_path) == (200, {})


def test_a_tombstones_time_is_told_with_a_404(tmp_path):
    swift = ClockedSwift('404 Not Found', ('X-Backend-Timestamp', '1795464399.00000'))
    assert head(swift, tmp_path, HTTP_X_SLUICE_CLOCKS='true') == (
        404, {'X-Sluice-Tombstone-Timestamp': '1795464399.00000'})


def test_where_there_is_none_none_is_told(tmp_path):
    swift = ClockedSwift('404 Not Found')
    assert head(swift, tmp_path, HTTP_X_SLUICE_CLOCKS='true') == (404, {})


def test_only_a_head_is_answered_so(tmp_path):
    swift = FakeSwift()
    assert call(filtered(swift, tmp_path), environ(HTTP_X_SLUICE_CLOCKS='true'))[0] == 201
    assert kinds(tmp_path) == 'IS'
