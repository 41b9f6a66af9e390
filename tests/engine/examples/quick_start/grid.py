from array import array

from godot import Node, PackedFloat32Array, PackedInt64Array, exposed


@exposed
class Grid(Node):
    """Many numbers at once."""

    def squares(self, count):
        """A packed array that is made of Python's numbers."""
        return PackedInt64Array([number * number for number in range(count)])

    def halves(self, count):
        """One that is made of a buffer, such as an array of NumPy, in one piece."""
        return PackedFloat32Array(array("f", (number / 2 for number in range(count))))

    def total(self, numbers):
        """Reads a packed array where it is, without a copy."""
        return sum(memoryview(numbers))
