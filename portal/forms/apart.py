"""What is asked after sending, and kept apart from it."""

from portal.forms.asking import NOTE, PICK, ask

FaceForm = ask("common", "face", face=PICK, words=NOTE)
AboutYouForm = ask("common", "about_you", ethnic=PICK, disability=PICK, gender=PICK)
