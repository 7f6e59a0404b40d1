from sluice_cli.test_counts import Counts, flaky, of_reports, reasons

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


FLAKY = """<testsuite name="HubTest" tests="2" errors="0" skipped="0" failures="1">
<testcase name="starts" classname="org.sluice.HubTest"><flakyFailure message="late" type="E">
<stackTrace>E: late
  at HubTest</stackTrace></flakyFailure></testcase>
<testcase name="ends" classname="org.sluice.HubTest"><failure/>
<rerunFailure><stackTrace>again</stackTrace></rerunFailure></testcase></testsuite>"""


def test_a_test_that_passed_the_second_time_is_named_with_its_first_failure(tmp_path):
    (tmp_path / "a.xml").write_text(FLAKY)
    assert flaky(tmp_path) == {"org.sluice.HubTest.starts": "E: late\n  at HubTest"}
    assert of_reports(tmp_path) == Counts(1, 1, 0)
