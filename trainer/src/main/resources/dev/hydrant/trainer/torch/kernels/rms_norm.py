# Root-mean-square normalisation of the last dimension, and its gradient.
def rms_norm(self, x: Tensor, eps: float) -> Tuple[Tensor, Tensor]:
  r = torch.rsqrt_(torch.add_(torch.mean(torch.square(x), [-1], True), eps))
  return (torch.mul(x, r), r)
def rms_norm_backward(self, g: Tensor, y: Tensor, r: Tensor) -> Tensor:
  s = torch.mean(torch.mul(g, y), [-1], True)
  return torch.sub(g, torch.mul(y, s)).mul_(r)
