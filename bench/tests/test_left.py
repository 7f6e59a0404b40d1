from sluice_bench.left import Left, span


def test_a_line_now_and_then_says_how_long_it_will_be_and_the_last_how_long_it_was(capsys):
    clock = [100.0]
    left = Left("%d of %d are there", 1000, lambda: clock[0])
    for seconds, done in ((0, 0), (10, 100), (20, 200), (25, 250), (40, 400), (100, 1000)):
        clock[0] = 100.0 + seconds
        left.at(done)
    assert capsys.readouterr().err.splitlines() == [
        "200 of 1000 are there; about 80 s left",
        "400 of 1000 are there; about 60 s left",
        "1000 of 1000 are there; it took 100 s"]


def test_long_times_are_minutes():
    assert (span(119), span(120), span(1000)) == ("119 s", "2 min", "17 min")
