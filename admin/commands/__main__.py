"""`python -m admin.commands` is `heard`, for starting one process from another."""

from admin.commands import main

main()
