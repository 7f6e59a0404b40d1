"""
What the filter costs an uploader: proxies with and without it, taking turns.

``rig`` starts them, ``client`` uploads, ``turns`` lets them take turns, ``ratios``
says what came of it and how sure that is.
"""
