# Sums written where they belong.
def accumulate(self, to: Tensor, x: Tensor, beta: float) -> NoneType:
  if beta == 0.:
    torch.copy_(to, x)
  else:
    torch.add_(to, x)
def sum_into(self, x: Tensor, dims: List[int], keep: bool, to: Tensor, beta: float) -> NoneType:
  if beta == 0. and len(dims) > 0:
    torch.sum(x, dims, keep, out=to)
  else:
    self.accumulate(to, torch.sum(x, dims, keep), beta)
def embedding_into(self, g: Tensor, ids: Tensor, to: Tensor, beta: float) -> NoneType:
  if beta == 0.:
    torch.zero_(to)
  torch.index_add_(to, 0, torch.reshape(ids, [-1]), torch.reshape(g, [-1, g.size(-1)]))
def add_linear(self, p: Tensor, x: Tensor, w: Tensor, b: Optional[Tensor], over: bool) -> Tensor:
  # p + x w^T + b; the product accumulates on the sum of the others
  y = p
  if b is not None:
    if over:
      y = torch.add_(p, b)
    else:
      y = torch.add(p, b)
  elif not over:
    y = torch.clone(p)
  if y.is_contiguous():
    y.view([-1, w.size(0)]).addmm_(torch.reshape(x, [-1, w.size(1)]), w.t())
    return y
  return torch.add_(y, torch.linear(x, w))
def add_mm(self, p: Tensor, a: Tensor, b: Tensor) -> Tensor:
  if p.is_contiguous():
    p.view([-1, b.size(1)]).addmm_(a, b)
    return p
  return torch.add_(p, torch.mm(a, b).view(p.size()))
