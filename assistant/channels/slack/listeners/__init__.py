"""What the app listens to, one listener a file."""

from __future__ import annotations

from assistant.channels.slack.listeners import (
    answer_shortcut,
    app_mention,
    assistant_context_changed,
    assistant_thread_started,
    command,
    context_changed,
    feedback,
    feedback_reason,
    for_customer,
    form_options,
    form_product,
    form_submission,
    hand_over,
    home_opened,
    message,
    suggestion,
)

LISTENERS = tuple(
    module.register
    for module in (
        app_mention,
        message,
        home_opened,
        context_changed,
        assistant_thread_started,
        assistant_context_changed,
        command,
        form_options,
        form_product,
        form_submission,
        feedback,
        feedback_reason,
        for_customer,
        hand_over,
        suggestion,
        answer_shortcut,
    )
)
