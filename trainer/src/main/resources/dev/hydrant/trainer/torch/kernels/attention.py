# Fused attention, tiled so that scores are never whole; plain products where no fused kernel applies.
def attention_is_plain(self, q: Tensor, mask: Optional[Tensor]) -> bool:
  return q.is_cuda and (mask is not None or q.dtype == 7)
def attention_scores(self, q: Tensor, k: Tensor, mask: Optional[Tensor], causal: bool, scale: float) -> Tensor:
  s = torch.mul(torch.matmul(q, torch.transpose(k, -2, -1)), scale)
  if mask is not None:
    s = torch.add(s, mask)
  if causal:
    hidden = torch.triu(torch.ones([q.size(-2), k.size(-2)], dtype=11, device=q.device), 1)
    s = torch.masked_fill(s, hidden, -float("inf"))
  return s
def attention(self, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor], causal: bool, scale: float) -> Tuple[Tensor, Tensor]:
  if self.attention_is_plain(q, mask):
    s = self.attention_scores(q, k, mask, causal, scale)
    lse = torch.logsumexp(s, [-1])
    return (torch.matmul(torch.exp(torch.sub(s, lse.unsqueeze(-1))), v), lse)
  if q.is_cuda:
    y, lse, seed, offset = torch._scaled_dot_product_efficient_attention(q, k, v, None, True, 0., causal, scale=scale)
    return (y, lse)
  y, lse = torch._scaled_dot_product_flash_attention_for_cpu(q, k, v, 0., causal, attn_mask=mask, scale=scale)
  return (y, lse)
def attention_plain_backward(self, g: Tensor, q: Tensor, k: Tensor, v: Tensor, y: Tensor, lse: Tensor, mask: Optional[Tensor], causal: bool, scale: float) -> Tuple[Tensor, Tensor, Tensor]:
  p = torch.exp(torch.sub(self.attention_scores(q, k, mask, causal, scale), lse.unsqueeze(-1)))
  dv = torch.matmul(torch.transpose(p, -2, -1), g)
  dp = torch.matmul(g, torch.transpose(v, -2, -1))
  ds = torch.mul(torch.sub(dp, torch.sum(torch.mul(g, y), [-1], True)), p).mul_(scale)
  return (torch.matmul(ds, k), torch.matmul(torch.transpose(ds, -2, -1), q), dv)
def attention_backward(self, g: Tensor, q: Tensor, k: Tensor, v: Tensor, y: Tensor, lse: Tensor, mask: Optional[Tensor], causal: bool, scale: float) -> Tuple[Tensor, Tensor, Tensor]:
  if self.attention_is_plain(q, mask):
    return self.attention_plain_backward(g, q, k, v, y, lse, mask, causal, scale)
  if q.is_cuda:
    none = torch.zeros([], dtype=4, device=q.device)
    kind = 0
    if causal:
      kind = 1
    dq, dk, dv, db = torch._efficient_attention_backward(torch.transpose(g, 1, 2), torch.transpose(q, 1, 2), torch.transpose(k, 1, 2), torch.transpose(v, 1, 2), None, torch.transpose(y, 1, 2), None, None, q.size(2), k.size(2), lse, 0., none, none, kind, False, scale=scale)
    return (torch.transpose(dq, 1, 2), torch.transpose(dk, 1, 2), torch.transpose(dv, 1, 2))
  dq, dk, dv = torch._scaled_dot_product_flash_attention_for_cpu_backward(g, q, k, v, y, lse, 0., causal, attn_mask=mask, scale=scale)
  return (dq, dk, dv)
