"""A letter in the file for the Ombudsman reads as the person had it: lists keep their marks (issue 4, rules 3.6)."""

from models.post.form import pieces, plain
from models.post.letters import Block
from models.reports.case_file import lines_of


def test_a_list_in_a_letter_keeps_its_marks_and_bold_leaves_no_stars():
    found = pieces("We **will**:\n\n- ring you\n- write to you\n\n1. First\n2. Then")
    block = Block(id="x", heading="", paragraphs=plain(found), list=["The law"], locked=False, parts=found)
    assert lines_of(block) == ["We will:", "• ring you", "• write to you", "1. First", "2. Then", "1. The law"]
