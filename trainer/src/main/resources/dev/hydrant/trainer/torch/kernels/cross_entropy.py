# Gradient of the mean cross entropy by the logits.
def cross_entropy_backward(self, g: Tensor, logits: Tensor, target: Tensor, ignore: int) -> Tensor:
  valid = torch.ne(target, ignore)
  t = torch.masked_fill(target, torch.logical_not(valid), 0).unsqueeze(1)
  n = valid.sum().to(logits.dtype)
  p = torch.softmax(logits, 1)
  p.scatter_add_(1, t, torch.full_like(t, -1., dtype=logits.dtype))
  return p.mul_(torch.unsqueeze(valid.to(logits.dtype), 1).mul(g / n))
