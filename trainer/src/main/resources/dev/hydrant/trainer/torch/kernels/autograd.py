# PyTorch's own gradients, used by the eager world.
def gradients(self, loss: Tensor, leaves: List[Tensor]) -> List[Tensor]:
  torch.set_grad_enabled(True)
  gs = torch.autograd.grad([loss], leaves, None, None, False, True)
  out = annotate(List[Tensor], [])
  for i in range(len(leaves)):
    g = gs[i]
    if g is None:
      out.append(torch.zeros_like(leaves[i]))
    else:
      out.append(g)
  return out
def copy(self, to: Tensor, source: Tensor) -> Tensor:
  return to.copy_(source.detach())
def backward(self, roots: List[Tensor], gs: List[Tensor], leaves: List[Tensor], sums: List[Tensor]) -> int:
  # Adds the gradients of leaves to sums; what does not depend on them adds nothing.
  torch.set_grad_enabled(True)
  ys = annotate(List[Tensor], [])
  seeds = annotate(List[Optional[Tensor]], [])
  for i in range(len(roots)):
    if roots[i].requires_grad:
      ys.append(roots[i])
      seeds.append(gs[i])
  if len(ys) > 0:
    found = torch.autograd.grad(ys, leaves, seeds, True, False, True)
    for i in range(len(leaves)):
      g = found[i]
      if g is not None:
        sums[i].add_(g.detach())
  return len(ys)
