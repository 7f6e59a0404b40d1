import os
import subprocess
import sys

import pytest
from one_node_swift import HERE, PIPELINE, OneNodeSwift

from sluice_swift.pipeline import Part, check, parts_of

GOOD = ('catch_errors gatekeeper cache bulk tempurl auth_token keystoneauth sluice_copy_source '
        'copy container_quotas slo sluice dlo versioned_writes symlink crypto')


def findings(pipeline):
    return check([Part(kind, kind) for kind in pipeline.split()])


def moved(kind, before):
    kinds = [each for each in GOOD.split() if each != kind]
    kinds.insert(kinds.index(before), kind)
    return ' '.join(kinds)


def test_the_pipeline_of_the_manual_is_right():
    assert findings(GOOD) == []


def test_the_pipeline_of_an_internal_client_needs_no_more_than_it_has():
    assert findings('catch_errors proxy_logging memcache sluice symlink') == []


@pytest.mark.parametrize('pipeline, said', [
    ('catch_errors proxy_logging memcache symlink', 'deletes by the object expirer'),
    ('catch_errors memcache symlink sluice', 'symlink stands left of sluice'),
    ('catch_errors memcache versioned_writes sluice', 'versioned_writes stands left of sluice')])
def test_an_internal_client_that_is_not_heard_is_told_where_to_put_it(pipeline, said):
    assert said in ' '.join(findings(pipeline))


def test_a_proxy_without_gatekeeper_is_one_all_the_same_since_swift_adds_that_too():
    assert 'copy is not listed' in findings('catch_errors tempauth slo sluice dlo')[0]


S3 = GOOD.replace('auth_token keystoneauth', 'auth_token s3api s3token keystoneauth')


@pytest.mark.parametrize('pipeline', [
    S3, S3.replace('auth_token s3api s3token', 's3api auth_token s3token'),
    GOOD.replace('auth_token keystoneauth', 's3api tempauth')])
def test_s3api_is_right_where_swift_takes_it(pipeline):
    assert findings(pipeline) == []


@pytest.mark.parametrize('wrong, right, named', [
    ('s3api s3token keystoneauth', 's3api keystoneauth', 's3token is not listed'),
    ('s3api s3token keystoneauth', 's3api keystoneauth s3token', 's3token does not stand between'),
    ('s3api s3token keystoneauth', 's3token s3api keystoneauth', 's3token does not stand between'),
    ('s3api s3token keystoneauth', 'keystoneauth s3api', 's3api stands right of keystoneauth'),
    ('auth_token s3api', 'sluice_copy_source auth_token s3api', 'stands left of s3api'),
    (' slo sluice', ' sluice', 'refuses multipart uploads'),
    ('keystoneauth sluice_copy_source copy container_quotas slo',
     'keystoneauth slo sluice_copy_source copy container_quotas', '')])
def test_s3api_in_the_wrong_place_is_named_with_what_to_do(wrong, right, named):
    said = ' '.join(findings(S3.replace(wrong, right)))
    assert named in said and bool(said) == bool(named)


@pytest.mark.parametrize('name', ['copy', 'slo', 'dlo', 'versioned_writes'])
def test_what_swift_would_add_by_itself_must_be_listed(name):
    [said] = findings(GOOD.replace(' %s ' % name, ' '))
    assert said.startswith('%s is not listed' % name)


@pytest.mark.parametrize('kind, before, named', [
    ('sluice', 'slo', 'slo stands right of sluice'),
    ('sluice', 'copy', 'copy stands right of sluice'),
    ('sluice', 'crypto', 'versioned_writes stands left of sluice'),
    ('crypto', 'slo', 'crypto stands left of sluice'),
    ('bulk', 'dlo', 'bulk stands right of sluice'),
    ('sluice_copy_source', 'slo', 'sluice_copy_source stands right of copy')])
def test_what_stands_in_the_wrong_place_is_named_with_what_to_do(kind, before, named):
    said = ' '.join(findings(moved(kind, before)))
    assert named in said


def test_a_pipeline_without_the_filter_or_with_two_is_wrong():
    assert 'not in the pipeline' in findings(GOOD.replace('slo sluice', 'slo'))[0]
    assert '2 times' in findings(GOOD.replace('dlo', 'dlo sluice'))[0]


@pytest.fixture
def proxy_conf(tmp_path):
    def write(pipeline):
        swift = OneNodeSwift(tmp_path, pipeline)
        (tmp_path / 'etc').mkdir(exist_ok=True)
        (tmp_path / 'etc' / 'proxy-server.conf').write_text(swift.proxy_conf())
        return swift.conf('proxy-server.conf')
    return write


def test_sections_are_known_by_what_they_are_and_not_by_their_names(proxy_conf):
    parts = parts_of(proxy_conf(PIPELINE))
    assert [part.kind for part in parts if part.section in ('cache', 'sluice', 'versioned_writes')
            ] == ['memcache', 'sluice', 'versioned_writes']
    assert check(parts) == []


def test_the_internal_clients_own_file_can_be_checked_too(tmp_path):
    conf = tmp_path / 'internal-client.conf'
    swift = OneNodeSwift(tmp_path)
    conf.write_text(swift._internal_conf())
    well = run_check(str(conf))
    assert well.returncode == 0, well.stdout
    conf.write_text(swift._internal_conf().replace('cache sluice symlink', 'cache symlink'))
    wrong = run_check(str(conf))
    assert wrong.returncode == 1 and 'deletes by the object expirer' in wrong.stdout


def run_check(conf, cwd=None):
    return subprocess.run([sys.executable, '-m', 'sluice_swift.shipper', 'check', conf],
                          cwd=cwd, env=dict(os.environ, PYTHONPATH=HERE + '/..'),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          universal_newlines=True)


def test_the_check_command_says_which_line_to_change(proxy_conf):
    well = run_check(proxy_conf(PIPELINE))
    assert well.returncode == 0, well.stdout
    wrong = run_check(proxy_conf(PIPELINE.replace('slo sluice dlo', 'sluice slo dlo')))
    assert wrong.returncode == 1
    assert 'slo stands right of sluice' in wrong.stdout


def test_the_check_command_takes_a_file_of_the_folder_it_is_called_in(proxy_conf):
    folder, name = os.path.split(proxy_conf(PIPELINE))
    checked = run_check(name, folder)
    assert checked.stdout == 'proxy-server.conf: the pipeline is right.\n'


def test_a_wrong_pipeline_is_refused_or_warned_of_at_start(proxy_conf):
    from sluice_swift.filter import filter_factory
    conf = proxy_conf(PIPELINE.replace('slo sluice dlo', 'sluice slo dlo'))
    options = {'journal_dir': '/nowhere', 'cluster': 'lake1', 'proxy_name': 'p'}
    filter_factory({'__file__': conf}, **options)
    with pytest.raises(ValueError, match='slo stands right of sluice'):
        filter_factory({'__file__': conf}, on_bad_pipeline='refuse', **options)
