from sluice_cli.test_counts import Counts, of_reports, reasons

SUREFIRE = """<testsuite name="LongTest" tests="3" errors="0" skipped="2" failures="1">
<testcase name="one"><skipped message="Environment variable [A] does not exist ==&gt; takes long"/>
</testcase><testcase name="two"><skipped message="Environment variable [B] does not exist"/>
</testcase><testcase name="three"><failure/></testcase></testsuite>"""
PYTEST = """<testsuites><testsuite name="pytest" errors="0" failures="0" skipped="1" tests="2">
<testcase name="one"><skipped message="takes long"/></testcase><testcase name="two"/>
</testsuite></testsuites>"""


def test_a_skipped_test_is_counted_and_its_reason_told_once(tmp_path):
    (tmp_path / "a.xml").write_text(SUREFIRE)
    (tmp_path / "b.xml").write_text(PYTEST)
    assert of_reports(tmp_path) == Counts(1, 1, 3)
    assert reasons(tmp_path) == {"takes long": 2, "Environment variable [B] does not exist": 1}
    assert of_reports(tmp_path / "none") == Counts(0, 0, 0) and not reasons(tmp_path / "none")
