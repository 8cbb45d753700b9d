# One pass of Adam with coupled weight decay over a run of the flat vectors, in blocks that stay in
# cache. Squares get a floor so that no second moment is a denormal number.
def adam(self, p: Tensor, g: Tensor, m: Tensor, v: Tensor, lr: float, beta1: float, beta2: float, eps: float, decay: float, t: int, scale: float) -> NoneType:
  c2 = (1. - beta2 ** t) ** 0.5
  rate = -lr / (1. - beta1 ** t) * c2
  shift = torch.new_full(p, [], eps * c2)
  tiny = torch.new_full(p, [], 1e-30)
  n = p.numel()
  block = 262144
  if p.is_cuda:
    block = n
  sums = torch.new_empty(p, [min(block, n)])
  buffer = torch.new_empty(p, [min(block, n)])
  a = 0
  while a < n:
    e = min(a + block, n)
    pb = torch.slice(p, 0, a, e)
    mb = torch.slice(m, 0, a, e)
    vb = torch.slice(v, 0, a, e)
    gb = torch.slice(g, 0, a, e)
    if scale != 1. or decay != 0.:
      gb = torch.mul(gb, scale, out=torch.slice(sums, 0, 0, e - a))
    tb = torch.slice(buffer, 0, 0, e - a)
    if decay != 0.:
      torch.add_(gb, pb, alpha=decay)
    torch.lerp_(mb, gb, 1. - beta1)
    torch.lerp_(vb, torch.addcmul(tiny, gb, gb, value=1., out=tb), 1. - beta2)
    torch.add_(torch.sqrt(vb, out=tb), shift)
    torch.addcdiv_(pb, mb, tb, value=rate)
    a = e
