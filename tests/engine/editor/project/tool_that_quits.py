"""No script for the engine: whoever runs it ends. The editor must not run it."""

import sys

print("a tool was run")
sys.exit(3)
