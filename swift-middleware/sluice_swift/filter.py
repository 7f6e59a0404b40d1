"""
Sluice's filter journals every change of an object, so that the shipper
(``sluice_swift.shipper``) can tell the hub of it. Nothing is sent inside a
request: an upload never waits for the hub, and never fails because of it.

It stands right of ``slo`` and left of ``dlo``, all of which are listed by name::

    [pipeline:main]
    pipeline = catch_errors gatekeeper healthcheck proxy-logging cache
        listing_formats bulk tempurl formpost authtoken keystoneauth copy
        container-quotas account-quotas slo sluice dlo versioned_writes symlink
        proxy-logging proxy-server

    [filter:sluice]
    paste.filter_factory = sluice_swift.filter:filter_factory
    cluster = lake1
    proxy_name = proxy1
    journal_dir = /var/lib/sluice/journal

Right of auth, copy, quotas and slo an answer is final, a large object shows its
true size, and each stored object is one request; further right, versioning
would show it twice. Swift adds ``copy``, ``dlo`` and ``versioned_writes`` by
itself where they are not listed, left of the filter, and events would double.

===================  ============================================================
Option               Meaning (default)
===================  ============================================================
journal_dir          where journals are written; local disk, same as the shipper's
cluster              name of the Swift cluster, part of every event's identity
proxy_name           name of this machine's proxy (the host's name)
journal_file_size    bytes after which a new file is begun (67108864)
journal_max_size     bytes that all journals take together at most (8589934592)
on_journal_failure   ``open``: an unrecorded change is let through, counted and
                     complained about, and reconciliation brings it later.
                     ``closed``: it gets 503 before Swift is called (open)
commit_timeout       seconds that an answer waits for the disk at most (5)
on_bad_pipeline      the proxy's pipeline is checked when it is loaded. ``warn``: what
                     is wrong is logged. ``refuse``: the proxy does not start (warn)
===================  ============================================================

Where ``log_statsd_host`` is set, statsd gets counters named ``sluice.stored``,
``nothing``, ``unknown``, ``dropped``, ``outcome_lost``, ``commit_late``,
``commit_failed`` and ``errors``, behind ``log_statsd_metric_prefix``.
"""

from functools import partial

from eventlet import Timeout

from swift.common.registry import register_swift_info
from swift.common.swob import HTTPException, HTTPServiceUnavailable, Request
from swift.common.utils import InputProxy, get_logger
from swift.common.wsgi import WSGIContext
from swift.proxy.controllers.base import get_cache_key, get_container_info

from sluice_swift import clocks
from sluice_swift.answer import STORED, UNKNOWN, facts_of, verdict
from sluice_swift.journal import Journal, JournalError
from sluice_swift.options import WrongOption, read, unknown
from sluice_swift.pipeline import check, parts_of
from sluice_swift.recorder import Recorder
from sluice_swift.request import intent_of, target_of


class SluiceMiddleware:
    """
    :param app: the next WSGI application
    :param recorder: journals intents and outcomes
    :param fail_closed: refuse a change that could not be journalled
    :param logger: Swift's
    """

    def __init__(self, app, recorder, fail_closed, logger):
        self.app = app
        self.recorder = recorder
        self.fail_closed = fail_closed
        self.logger = logger

    def __call__(self, env, start_response):
        if clocks.asked(env):
            return clocks.answered(self.app, env, start_response)
        target = target_of(env)
        if target is None:
            return self.app(env, start_response)
        try:
            intent = intent_of(env, target, Request(env).ensure_x_timestamp())
            number = self.recorder.open(intent)
        except HTTPException:
            return self.app(env, start_response)  # no valid timestamp: Swift says so itself
        except JournalError:
            if self.fail_closed:
                return HTTPServiceUnavailable(request=Request(env))(env, start_response)
            return self.app(env, start_response)
        except (Exception, Timeout):
            self._exception('announcing')
            return self.app(env, start_response)
        return self._journalled(env, start_response, intent, number)

    def _journalled(self, env, start_response, intent, number):
        body = env['wsgi.input'] = InputProxy(env['wsgi.input'])
        context = WSGIContext(self.app)
        try:
            response = context._app_call(env)
        except BaseException:
            self._close(intent, number, env, None, [], body)
            raise
        headers = context._response_headers
        self._close(intent, number, env, context._get_status_int(), headers, body)
        start_response(context._response_status, headers, context._response_exc_info)
        return response

    def _close(self, intent, number, env, status, headers, body):
        """Nothing of ours may turn an object that is stored into an error."""
        try:
            meaning = verdict(intent['verb'], status, _cut_short(env, body)) if status else UNKNOWN
            try:
                facts = {'status': status}
                if meaning == STORED:
                    facts = facts_of(intent, env, headers, body.bytes_received,
                                     self._container(env, intent))
            except Exception:
                self._exception('describing')
                meaning = UNKNOWN  # the shipper asks Swift for what we could not read
            try:
                self.recorder.close(number, meaning, facts)
            finally:
                self.recorder.wait(number)
        except (Exception, Timeout):
            self._exception('recording')

    def _container(self, env, intent):
        try:
            # The proxy has looked it up for this request; asking properly copies it all.
            cached = env.get('swift.infocache', {}).get(
                get_cache_key(intent['account'], intent['container']))
            return cached or get_container_info(env, self.app, 'SLUICE')
        except (Exception, Timeout):
            self._exception('reading the container of')
            return None

    def _exception(self, what):
        self.logger.increment('errors')
        self.logger.exception('sluice: failed %s a change; the request itself went on', what)


def _cut_short(env, body):
    length = env.get('CONTENT_LENGTH') or ''
    return body.client_disconnect or length.isdigit() and body.bytes_received < int(length)


def check_pipeline(conf_file, policy, logger):
    try:
        findings = check(parts_of(conf_file)) if conf_file else []
    except Exception as err:  # paste's, of all kinds
        logger.warning('sluice: the pipeline in %s could not be checked: %s', conf_file, err)
        return
    for finding in findings:
        logger.error('sluice: the pipeline in %s is wrong: %s', conf_file, finding)
    if findings and policy == 'refuse':
        raise WrongOption('The pipeline in %s is wrong. %s' % (conf_file, ' '.join(findings)))


def filter_factory(global_conf, **local_conf):
    conf = dict(global_conf, **local_conf)
    options = read(conf)
    open_journal = partial(Journal, options.journal_dir, options.proxy_name, options.cluster,
                           options.journal_file_size, options.journal_max_size)
    logger = get_logger(conf, log_route='sluice', statsd_tail_prefix='sluice')
    for warning in unknown(local_conf):
        logger.warning('sluice: %s', warning)
    check_pipeline(global_conf.get('__file__'), options.on_bad_pipeline, logger)
    register_swift_info('sluice')

    def sluice_filter(app):
        recorder = Recorder(open_journal, options.commit_timeout, logger)
        return SluiceMiddleware(app, recorder, options.on_journal_failure == 'closed', logger)
    return sluice_filter
