"""Puts entities and a document type into XML.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: DOCTYPE
"""

TEXT = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;]]><failure/>'


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
