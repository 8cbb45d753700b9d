# Root-mean-square normalisation of the last dimension, and its gradient.
def rms_norm(self, x: Tensor, eps: float) -> Tuple[Tensor, Tensor]:
  # The length of a row is read off in one pass; its square overflows no sooner than the mean square.
  r = torch.linalg_vector_norm(x, 2, [-1], True)
  r = torch.rsqrt_(torch.add_(torch.mul_(r, r).mul_(1. / float(x.size(-1))), eps))
  return (torch.mul(x, r), r)
def rms_norm_reference(self, x: Tensor, eps: float) -> Tensor:
  return torch.mul(x, torch.rsqrt(torch.add(torch.mean(torch.square(x), [-1], True), eps)))
def rms_norm_backward(self, g: Tensor, y: Tensor, r: Tensor) -> Tensor:
  s = torch.mean(torch.mul(g, y), [-1], True)
  return torch.addcmul(g, y, s, value=-1.).mul_(r)
