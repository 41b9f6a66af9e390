"""Room B, `steamworks.facade`: the documented functions and properties, a module for each topic.

`base` has what they share: the connection, the listeners and the pump. Every other module is a
mixin above it; `steamworks.api` puts them together as `Steamworks`.
"""
