"""Room B, `steamworks._abi`: the floor that touches Steam's C interface; nothing above it does.

`declarations` lists the flat functions, `build_native.py` compiles them into `_native`, `library`
opens a library and classifies what can go wrong, `layouts` decodes the bytes of a callback.
"""
