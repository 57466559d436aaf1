"""WHAT HAPPENS? The verbs: who may do what, when. Every verb takes a session, flushes, and never commits."""
