# Gated recurrent units (Cho et al. 2014), time first; gates in PyTorch's order: reset, update, new.
# An input of one step stands for all steps, and its products are computed once. Products go step by
# step through tensors that stay in cache; only states and gates are kept for all steps.
def gru_reference(self, x: Tensor, h: Tensor, wi: Tensor, wh: Tensor, bi: Tensor, bh: Tensor, steps: int) -> Tensor:
  y, last = torch.gru(torch.expand(x, [steps, -1, -1]), h, [wi, wh, bi, bh], True, 1, 0., True, False, False)
  return y
def gru(self, x: Tensor, h: Tensor, wi: Tensor, wh: Tensor, bi: Tensor, bh: Tensor, steps: int) -> Tuple[Tensor, Tensor]:
  # returns all states [T, B, H], and reset, update, new and the hidden part of new [T, 4, B, H]
  B = h.size(1)
  H = h.size(2)
  y = torch.new_empty(h, [steps, B, H])
  gates = torch.new_empty(h, [steps, 4, B, H])
  inner = self.linear(torch.select(x, 0, 0), wi, bi)
  last = torch.select(h, 0, 0)
  for t in range(steps):
    if t > 0 and x.size(0) > 1:
      inner = self.linear(torch.select(x, 0, t), wi, bi)
    own = self.linear(last, wh, bh)
    s = torch.select(gates, 0, t)
    reset = torch.select(s, 0, 0)
    update = torch.select(s, 0, 1)
    new = torch.select(s, 0, 2)
    part = torch.select(s, 0, 3)
    torch.sigmoid_(torch.add(torch.slice(inner, 1, 0, H), torch.slice(own, 1, 0, H), out=reset))
    torch.sigmoid_(torch.add(torch.slice(inner, 1, H, 2 * H), torch.slice(own, 1, H, 2 * H), out=update))
    torch.copy_(part, torch.slice(own, 1, 2 * H, 3 * H))
    torch.tanh_(torch.addcmul(torch.slice(inner, 1, 2 * H, 3 * H), reset, part, out=new))
    now = torch.select(y, 0, t)
    torch.lerp(new, last, update, out=now)
    last = now
  return (y, gates)
def gru_backward(self, g: Tensor, x: Tensor, h: Tensor, wi: Tensor, wh: Tensor, y: Tensor, gates: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
  # Weight gradients multiply a transposed copy: products of a matrix transposed in place are slower.
  H = h.size(2)
  once = x.size(0) == 1
  dx = torch.empty_like(x, memory_format=0)
  dwi = torch.zeros_like(wi, memory_format=0)
  dwh = torch.zeros_like(wh, memory_format=0)
  dh = torch.new_empty(h, [h.size(1), 3 * H])
  di = torch.zeros_like(dh)
  own = torch.zeros_like(torch.select(wh, 1, 0), memory_format=0)
  inner = torch.zeros_like(own)
  back = torch.zeros_like(torch.select(h, 0, 0), memory_format=0)
  total = torch.empty_like(back)
  part = torch.empty_like(back)
  t = y.size(0) - 1
  while t >= 0:
    s = torch.select(gates, 0, t)
    reset = torch.select(s, 0, 0)
    update = torch.select(s, 0, 1)
    new = torch.select(s, 0, 2)
    before = torch.select(h, 0, 0)
    if t > 0:
      before = torch.select(y, 0, t - 1)
    torch.add(torch.select(g, 0, t), back, out=total)
    torch.mul_(torch.sub(before, new, out=part), total)
    torch.sigmoid_backward(part, update, grad_input=torch.slice(dh, 1, H, 2 * H))
    torch.mul(total, update, out=back)
    torch.sub_(total, back)
    torch.tanh_backward(total, new, grad_input=total)
    torch.mul(total, torch.select(s, 0, 3), out=part)
    torch.sigmoid_backward(part, reset, grad_input=torch.slice(dh, 1, 0, H))
    torch.mul(total, reset, out=torch.slice(dh, 1, 2 * H, 3 * H))
    torch.add_(back, self.product(dh, wh))
    turned = dh.t().contiguous()
    torch.add_(dwh, self.product(turned, before))
    torch.add_(own, torch.sum(dh, [0]))
    if once:
      torch.add_(torch.slice(di, 1, 0, 2 * H), torch.slice(dh, 1, 0, 2 * H))
      torch.add_(torch.slice(di, 1, 2 * H, 3 * H), total)
    else:
      torch.copy_(torch.slice(di, 1, 0, 2 * H), torch.slice(dh, 1, 0, 2 * H))
      torch.copy_(torch.slice(di, 1, 2 * H, 3 * H), total)
      torch.copy_(torch.slice(turned, 0, 2 * H, 3 * H), total.t())
      torch.add_(dwi, self.product(turned, torch.select(x, 0, t)))
      torch.copy_(torch.select(dx, 0, t), self.product(di, wi))
      torch.add_(inner, torch.sum(di, [0]))
    t = t - 1
  if once:
    inner = torch.sum(di, [0])
    torch.addmm_(dwi, di.t(), torch.select(x, 0, 0))
    torch.copy_(torch.select(dx, 0, 0), self.product(di, wi))
  return (dx, back.unsqueeze(0), dwi, dwh, inner, own)
