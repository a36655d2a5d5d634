"""The electronic seal (PAdES): the key and its authority, signing a drawing, and reading what a file is signed with.

docs/decisions/0038-the-seal.md says why it is as it is.
"""
