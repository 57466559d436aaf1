"""WHAT IS A QUESTION? Pure values and functions on the standard library alone: no files, no database, no clock."""
