"""Room A: Python as a script language of the engine."""
