from __future__ import annotations

import os
import subprocess
import sys

from assistant.settings import Settings

OPENS = """
import sys
from assistant.agent.assistant import open_assistant
from assistant.settings import Settings
open_assistant(Settings()).store.close()
heavy = [name for name in sys.modules if name.startswith((
    "llama_index.llms", "llama_index.core.agent", "openai", "anthropic", "ollama", "assistant.agent.llm"))]
print(heavy)
"""


def test_nothing_of_language_models_is_loaded_where_none_is_configured(settings: Settings) -> None:
    environment = {
        **os.environ,
        "ASSISTANT_LLM": "none",
        "ASSISTANT_DATA_DIR": str(settings.data_dir),
        "ASSISTANT_CORPUS_DIR": str(settings.corpus_dir),
    }
    done = subprocess.run(
        [sys.executable, "-c", OPENS], capture_output=True, text=True, check=True, env=environment, timeout=120
    )
    assert done.stdout.strip() == "[]"
