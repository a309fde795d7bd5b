"""Sentences: a key and values for its placeholders in, the sentence in the language in use out.

All sentences of ours that a person reads stand in a catalog, one package a language; `languages` lists
them. Sentences about one exercise are not here: they come from its own files. Runs in the judge.
May be imported by every room but those that run beside the learner's code; imports nothing of ours.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
