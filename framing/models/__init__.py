"""Trained weights and their cards: numbers, nothing of text.

Start with `load_model`. A model is a folder of plain data, ``weights/<name>/weights.safetensors`` and ``card.json``;
what made it lives in `framing.learn`, and nothing here needs it.
"""

from framing.models.model import Card, LinearModel, Model, load_file, load_model

__all__ = ["Card", "LinearModel", "Model", "load_file", "load_model"]
