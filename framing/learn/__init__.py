"""Beside the house: gold data, and how well we do on it. Nothing inside the house imports this.

Run it: ``python -m framing.learn evaluate`` and ``python -m framing.learn agreement``.
"""
