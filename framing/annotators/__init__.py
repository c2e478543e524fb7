"""What is found in the text: each annotator takes tokens and earlier findings and gives one more kind."""
