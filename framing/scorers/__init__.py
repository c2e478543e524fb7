"""What a model says of tokens and spans. Annotators propose and decode; how likely each label is, they ask here."""
