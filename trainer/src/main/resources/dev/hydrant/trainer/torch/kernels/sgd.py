# Stochastic gradient descent with momentum, PyTorch's convention. The gradient stays as it is.
def sgd(self, p: Tensor, g: Tensor, m: Tensor, lr: float, momentum: float, decay: float, t: int, scale: float) -> NoneType:
  if scale != 1.:
    torch.mul_(g, scale)
  if momentum == 0.:
    if decay != 0.:
      torch.add_(p, p, alpha=-lr * decay)
    torch.add_(p, g, alpha=-lr)
  else:
    torch.add_(torch.mul_(m, momentum), g)
    if decay != 0.:
      torch.add_(m, p, alpha=decay)
    torch.add_(p, m, alpha=-lr)
