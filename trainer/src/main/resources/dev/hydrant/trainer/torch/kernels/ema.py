# Moving average of the weights.
def ema(self, average: Tensor, p: Tensor, decay: float) -> float:
  torch.lerp_(average, p, 1. - decay)
  return 0.
def swap(self, a: Tensor, b: Tensor) -> float:
  n = a.numel()
  i = 0
  while i < n:
    e = min(i + 1048576, n)
    x = torch.slice(a, 0, i, e)
    y = torch.slice(b, 0, i, e)
    keep = torch.clone(x)
    x.copy_(y)
    y.copy_(keep)
    i = e
  return 0.
