"""Why a file is not taken: a closed list, each with its own kind words in the copy deck (T41)."""


class Refused(Exception):
    """This file is not taken. `why` names the words; nothing else is lost because of it (UPL-11)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


EMPTY = "empty"  # no bytes at all
BIG = "big"  # more than one file may have
MANY = "many"  # more files than one place takes
RECORDINGS = "recordings"  # more recordings than one place takes
KIND = "kind"  # a kind that we do not take
NAME = "name"  # its content is not what its name says
BROKEN = "broken"  # the right kind, but it cannot be read
HUGE = "huge"  # a small file that would unpack to a very large one
SILENT = "silent"  # a recording without any sound in it
LONG = "long"  # a recording that is too long
FILM = "film"  # moving pictures
LOCKED = "locked"  # needs a password
MACRO = "macro"  # a document that carries a program
ALL_THERE_IS = "whole"  # everything together is more than one case may hold
FULL = "full"  # our disk; not the sender's doing
ALL = (EMPTY, BIG, MANY, RECORDINGS, KIND, NAME, BROKEN, HUGE, SILENT, LONG, FILM, LOCKED, MACRO, ALL_THERE_IS, FULL)
