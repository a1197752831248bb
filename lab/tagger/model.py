"""The network: a small encoder; layers of tags with a chain over them, of arcs, of uncertainty."""

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from transformers import BertModel

from lab.tagger.data import IGNORED
from workers.claims.tagger.decoding import TAGS, forbidden
from workers.claims.tagger.encoding import TYPES

ARC_WIDTH = 128
ARC_WEIGHT = 0.3
TELLING_WEIGHT = 0.2
NEVER = -1e4
"""The score of a step that the scheme of tags forbids."""


class Network(nn.Module):
    """Gives a score to every tag of a piece, and to every piece another may point at."""

    def __init__(self, base: str):
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            base,
            add_pooling_layer=False,
            attention_probs_dropout_prob=0.0,  # with it, training takes 4.5 times as long on a CPU
        )
        self._widen_types()
        width = self.encoder.config.hidden_size
        self.tags = nn.Linear(width, len(TAGS))
        self.points = nn.Linear(width, ARC_WIDTH)
        self.pointed = nn.Linear(width, ARC_WIDTH)
        self.evidence = nn.Linear(width, 1)
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.start = nn.Parameter(torch.zeros(len(TAGS)))
        self.register_buffer("never", NEVER * torch.from_numpy(forbidden()).float())

    def _widen_types(self) -> None:
        """Give every type of piece the vector that the base knows for running text."""
        old = self.encoder.embeddings.token_type_embeddings.weight.data
        new = nn.Embedding(TYPES, old.shape[1])
        new.weight.data = old[:1].repeat(TYPES, 1)
        self.encoder.embeddings.token_type_embeddings = new
        self.encoder.config.type_vocab_size = TYPES

    def heads(self) -> list[nn.Parameter]:
        """Return the parameters that no base has trained."""
        layers = (
            self.tags,
            self.points,
            self.pointed,
            self.evidence,
            self.encoder.embeddings.token_type_embeddings,
        )
        return [p for layer in layers for p in layer.parameters()] + [self.transitions, self.start]

    def forward(
        self, ids: Tensor, types: Tensor, mask: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return the scores of tags (batch, pieces, tags), of arcs (batch, pieces, pieces), and the
        evidence that a piece makes its sentence uncertain (batch, pieces).
        """
        hidden = self.encoder(
            input_ids=ids, token_type_ids=types, attention_mask=mask
        ).last_hidden_state
        arcs = self.points(hidden) @ self.pointed(hidden).transpose(1, 2) / ARC_WIDTH**0.5
        return self.tags(hidden), arcs, self.evidence(hidden)[..., 0]

    def loss(self, batch: dict[str, Tensor]) -> Tensor:
        """Return the loss of a batch (see data.arrays): of the chain, the arcs, the hedges."""
        tags, arcs, evidence = self(batch["ids"], batch["types"], batch["mask"])
        firsts, gold, targets = batch["firsts"], batch["tags"], batch["targets"]
        rows = torch.arange(len(firsts))[:, None]
        chain = self._chain_loss(tags.float()[rows, firsts], gold)
        arcs = arcs.float().masked_fill(batch["mask"][:, None] == 0, NEVER)[rows, firsts]
        pointing = cross_entropy(arcs.flatten(0, 1), targets.flatten(), ignore_index=IGNORED)
        total = chain + ARC_WEIGHT * pointing if (targets != IGNORED).any() else chain
        judged, said = batch["telling"] != IGNORED, evidence.float()[rows, firsts]
        if not judged.any():
            return total
        labels = batch["telling"][judged].float()
        return total + TELLING_WEIGHT * binary_cross_entropy_with_logits(said[judged], labels)

    def uncertainty_loss(self, batch: dict[str, Tensor]) -> Tensor:
        """Return the loss of a batch of judged sentences (see uncertain.evidence_arrays).

        A sentence is as uncertain as its most telling word.
        """
        *_, evidence = self(batch["ids"], batch["types"], batch["mask"])
        labels, owners = batch["labels"], batch["owners"]
        mine = owners[:, None] == torch.arange(labels.shape[1], device=owners.device)[:, None]
        most = evidence.float()[:, None].masked_fill(~mine, NEVER).amax(dim=2)
        known = (labels != IGNORED) & mine.any(dim=2)
        return binary_cross_entropy_with_logits(most[known], labels[known].float())

    def _chain_loss(self, scores: Tensor, gold: Tensor) -> Tensor:
        """Return the negative log likelihood of the tags (a linear-chain CRF), per position."""
        known = gold != IGNORED
        safe = gold.clamp(min=0)
        steps = self.transitions + self.never
        said = scores.gather(2, safe[..., None])[..., 0] + torch.cat(
            [self.start[safe[:, :1]], steps[safe[:, :-1], safe[:, 1:]]], dim=1
        )
        alpha = self.start + scores[:, 0]
        for at in range(1, scores.shape[1]):
            after = torch.logsumexp(alpha[:, :, None] + steps, dim=1) + scores[:, at]
            alpha = torch.where(known[:, at : at + 1], after, alpha)
        return (torch.logsumexp(alpha, dim=1).sum() - (said * known).sum()) / known.sum()
