# One pass of AdamW over a run of the flat vectors, in blocks that stay in cache. Squares get a floor
# so that no second moment is a denormal number. The gradient is read and not written: its factor goes
# into the moments.
def adamw(self, p: Tensor, g: Tensor, m: Tensor, v: Tensor, lr: float, beta1: float, beta2: float, eps: float, decay: float, t: int, scale: float) -> NoneType:
  c2 = (1. - beta2 ** t) ** 0.5
  rate = -lr / (1. - beta1 ** t) * c2
  shift = torch.new_full(p, [], eps * c2)
  tiny = torch.new_full(p, [], 1e-30)
  n = p.numel()
  block = 524288
  if p.is_cuda:
    block = n
  buffer = torch.new_empty(p, [min(block, n)])
  a = 0
  while a < n:
    e = min(a + block, n)
    pb = torch.slice(p, 0, a, e)
    gb = torch.slice(g, 0, a, e)
    mb = torch.slice(m, 0, a, e)
    vb = torch.slice(v, 0, a, e)
    tb = torch.slice(buffer, 0, 0, e - a)
    if scale == 1.:
      torch.lerp_(mb, gb, 1. - beta1)
    else:
      torch.add_(torch.mul_(mb, beta1), gb, alpha=(1. - beta1) * scale)
    torch.lerp_(vb, torch.addcmul(tiny, gb, gb, value=scale * scale, out=tb), 1. - beta2)
    torch.add_(torch.sqrt(vb, out=tb), shift)
    if decay != 0.:
      torch.add_(pb, pb, alpha=-lr * decay)
    torch.addcdiv_(pb, mb, tb, value=rate)
    a = e
