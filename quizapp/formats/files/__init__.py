"""How a file from outside is opened: within limits, in its encoding, without running or fetching anything."""
