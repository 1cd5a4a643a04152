"""The command line: parse, call, print; a module for what its commands are about."""
