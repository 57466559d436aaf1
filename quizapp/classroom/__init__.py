"""WHAT HAPPENS? The verbs: who may do what, when. Every verb takes a session, flushes, and never commits.

Author: articles, drafting, draft_pages, drafted_kinds; authoring, bank_pages, bodies, facts, pictures, bulk, finding,
  history, wordings, handouts. Questions from and to files: imports, arrivals, merging, carrying, departures, exchange,
  exchange_report, called.
Reviewer: reviewing, reasons, approving, kept_back, mending, quality, coverage.
Instructor: courses, people, roster, guests, secrets; quizzes, openings, overview, progress, demonstration, trials,
  arms; live, live_joining. Afterwards: results, live_results, live_asked, grid, gradebook, exports, statistics,
  flagging, counting, once, timing, tallies; grading, regrading, old_keys, copies, disputes,
  reopening.
Learner: desk, taking, taking_answers, closing, live_answers, own, practice.
For all of them: permissions, audit, jobs, kept, erasing, retention.
"""
