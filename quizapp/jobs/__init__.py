"""WHAT HAPPENS LATER? Work that takes longer than a page may, done by a worker process of its own.

What is to be done, and how far it is, stands in rows of our own database, so a worker that is killed loses nothing.
The queue (Huey) only wakes the worker: losing a hint costs a moment, never a job.
"""
