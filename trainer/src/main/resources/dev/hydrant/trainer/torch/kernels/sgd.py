# Stochastic gradient descent with momentum, PyTorch's convention.
def sgd(self, p: Tensor, g: Tensor, m: Tensor, lr: float, momentum: float, decay: float, t: int, scale: float) -> NoneType:
  if scale != 1.:
    torch.mul_(g, scale)
  if decay != 0.:
    torch.add_(g, p, alpha=decay)
  if momentum == 0.:
    torch.add_(p, g, alpha=-lr)
  else:
    torch.add_(torch.mul_(m, momentum), g)
    torch.add_(p, m, alpha=-lr)
