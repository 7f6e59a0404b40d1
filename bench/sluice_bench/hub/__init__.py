"""
What the hub makes of a backlog, how far gold lags behind, and what makes either dearer.

``rig`` starts a lake of its own, ``hub`` the hub in it, ``stores`` what serves the objects;
``flows``, ``lag``, ``growth`` and ``memory`` are what is measured, each by itself.
"""
