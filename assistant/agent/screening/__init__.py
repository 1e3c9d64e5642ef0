"""What a message is made of before anything else reads it: no personal data, no orders, inert markup, signals."""

from assistant.agent.screening.characters import readable
from assistant.agent.screening.masking import without_personal_data
from assistant.agent.screening.notice import personal_data_notice
from assistant.agent.screening.screen import MAXIMUM_CHARACTERS, screen
from assistant.agent.screening.screened import Screened

__all__ = ["MAXIMUM_CHARACTERS", "Screened", "personal_data_notice", "readable", "screen", "without_personal_data"]
