"""
Events for OpenStack Swift: a proxy filter that journals every change of an
object, and a shipper that posts what was journalled as signed CloudEvents.

``sluice_swift.filter``   the WSGI filter; its docstring is the operator's manual
``sluice_swift.shipper``  the process that follows the journals; likewise
"""
