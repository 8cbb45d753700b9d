# Adam with one second moment per row. The rows table holds offset, matrices, rows, columns per parameter.
def adam_mini(self, p: Tensor, g: Tensor, m: Tensor, v: Tensor, lr: float, beta1: float, beta2: float, eps: float, decay: float, t: int, scale: float, rows: List[int]) -> NoneType:
  c2 = (1. - beta2 ** t) ** 0.5
  rate = -lr / (1. - beta1 ** t) * c2
  if scale != 1.:
    torch.mul_(g, scale)
  if decay != 0.:
    torch.mul_(p, 1. - lr * decay)
  torch.lerp_(m, g, 1. - beta1)
  first = 0
  for i in range(len(rows) // 4):
    at = rows[4 * i]
    k = rows[4 * i + 1] * rows[4 * i + 2]
    shape = [k, rows[4 * i + 3]]
    n = k * shape[1]
    gs = torch.view(torch.slice(g, 0, at, at + n), shape)
    vs = torch.slice(v, 0, first, first + k)
    torch.lerp_(vs, torch.mean(torch.square(gs), [1]), 1. - beta2)
    den = torch.add(torch.sqrt(vs), eps * c2).unsqueeze(1)
    torch.addcdiv_(torch.view(torch.slice(p, 0, at, at + n), shape), torch.view(torch.slice(m, 0, at, at + n), shape), den, value=rate)
    first = first + k
