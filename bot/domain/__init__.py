"""The rules of the field: values and pure functions, told the time, without I/O."""
