"""
Swift, as the local lake's uploader.
"""

import swiftclient

from lake import exports


def connection(settings):
    """
    :param settings: of a lake that runs
    :returns: swiftclient's connection
    """
    told = exports.variables(settings)
    return swiftclient.Connection(
        authurl=told["OS_AUTH_URL"], user=told["OS_USERNAME"], key=told["OS_PASSWORD"],
        auth_version="3", os_options={
            "project_name": told["OS_PROJECT_NAME"], "user_domain_name": "Default",
            "project_domain_name": "Default"})
