# Muon: momentum, orthogonalised. The rows table holds offset, matrices, rows, columns per parameter.
def newton_schulz(self, u: Tensor) -> Tensor:
  if u.is_cuda:
    return self.orthogonalised(u)
  each = annotate(List[Tensor], [])
  for j in range(u.size(0)):
    each.append(self.orthogonalised(torch.select(u, 0, j)))
  return torch.stack(each)
def orthogonalised(self, u: Tensor) -> Tensor:
  # Quintic iteration that moves all singular values near one; works on the wide orientation.
  tall = u.size(-2) > u.size(-1)
  x = u
  if tall:
    x = torch.clone(torch.transpose(u, -2, -1), memory_format=0)
  x = torch.div(x, torch.add(torch.linalg_vector_norm(x, 2, [-2, -1], True), 1e-7))
  for i in range(5):
    a = self.product(x, torch.transpose(x, -2, -1))
    b = torch.add(torch.mul(a, -4.775), self.product(a, a), alpha=2.0315)
    x = torch.add(torch.mul(x, 3.4445), self.product(b, x))
  if tall:
    x = torch.transpose(x, -2, -1)
  return x
def muon(self, p: Tensor, g: Tensor, m: Tensor, lr: float, momentum: float, nesterov: float, decay: float, t: int, scale: float, rows: List[int]) -> NoneType:
  if scale != 1.:
    torch.mul_(g, scale)
  torch.lerp_(m, g, 1. - momentum)
  for i in range(len(rows) // 4):
    at = rows[4 * i]
    shape = [rows[4 * i + 1], rows[4 * i + 2], rows[4 * i + 3]]
    n = shape[0] * shape[1] * shape[2]
    u = torch.view(torch.slice(m, 0, at, at + n), shape)
    if nesterov != 0.:
      u = torch.lerp(torch.view(torch.slice(g, 0, at, at + n), shape), u, momentum)
    o = self.newton_schulz(u)
    w = torch.view(torch.slice(p, 0, at, at + n), shape)
    if decay != 0.:
      torch.mul_(w, 1. - lr * decay)
    r = max(1., float(shape[1]) / float(shape[2])) ** 0.5
    torch.add_(w, o, alpha=-lr * r)
