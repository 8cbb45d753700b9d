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
