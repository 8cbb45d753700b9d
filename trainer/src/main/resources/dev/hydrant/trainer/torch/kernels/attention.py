# Fused attention on the CPU, tiled so that scores are never whole.
def attention(self, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor], causal: bool, scale: float) -> Tuple[Tensor, Tensor]:
  y, lse = torch._scaled_dot_product_flash_attention_for_cpu(q, k, v, 0., causal, attn_mask=mask, scale=scale)
  return (y, lse)
def attention_backward(self, g: Tensor, q: Tensor, k: Tensor, v: Tensor, y: Tensor, lse: Tensor, mask: Optional[Tensor], causal: bool, scale: float) -> Tuple[Tensor, Tensor, Tensor]:
  dq, dk, dv = torch._scaled_dot_product_flash_attention_for_cpu_backward(g, q, k, v, y, lse, 0., causal, attn_mask=mask, scale=scale)
  return (dq, dk, dv)
