"""What was noted about letters that had not left, measures on contact, learning and tasks, as the timeline says it."""

DESK_REASONS: dict[str, str] = {
    "letter_called_back": "A letter was called back before it left",
    "letter_dropped": "A letter was not sent after all",
    "letter_sent_back": "A second person sent a letter back",
    "hard_to_read": "Why a letter may be hard to read",
    "behaviour_warned": "Warned in writing about how they are in touch",
    "behaviour_met": "A meeting about how they are in touch",
    "behaviour_decided": "Measures on contact were decided",
    "behaviour_goes_on": "Measures on contact go on",
    "behaviour_ended": "Measures on contact ended",
    "behaviour_dropped": "No measure on contact",
    "task_opened": "A task",
    "task_done": "A task was done",
    "task_moved": "A task went to somebody else, or to another day",
    "learning_met": "A learning meeting",
    "action_added": "An action was added",
    "line_offered": "A line for “You said, we did” was offered",
}
