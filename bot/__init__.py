"""Baigu: a WeChat Official Account that quotes what units did, word for word."""
