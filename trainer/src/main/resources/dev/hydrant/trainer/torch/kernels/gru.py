# Gated recurrent units (Cho et al. 2014), time first; gates in PyTorch's order: reset, update, new.
# An input of one step stands for all steps, and its products are computed once. Products go step by
# step into buffers that stay in cache; only states and gates are kept for all steps.
def gru_reference(self, x: Tensor, h: Tensor, wi: Tensor, wh: Tensor, bi: Tensor, bh: Tensor, steps: int) -> Tensor:
  y, last = torch.gru(torch.expand(x, [steps, -1, -1]), h, [wi, wh, bi, bh], True, 1, 0., True, False, False)
  return y
def gru(self, x: Tensor, h: Tensor, wi: Tensor, wh: Tensor, bi: Tensor, bh: Tensor, steps: int) -> Tuple[Tensor, Tensor]:
  # returns all states [T, B, H], and reset, update, new and the hidden part of new [T, 4, B, H]
  B = h.size(1)
  H = h.size(2)
  y = torch.new_empty(h, [steps, B, H])
  gates = torch.new_empty(h, [steps, 4, B, H])
  inner = torch.addmm(bi, torch.select(x, 0, 0), wi.t())
  own = torch.new_empty(h, [B, 3 * H])
  last = torch.select(h, 0, 0)
  for t in range(steps):
    if t > 0 and x.size(0) > 1:
      torch.addmm(bi, torch.select(x, 0, t), wi.t(), out=inner)
    torch.addmm(bh, last, wh.t(), out=own)
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
  H = h.size(2)
  once = x.size(0) == 1
  dx = torch.empty_like(x, memory_format=0)
  dwi = torch.zeros_like(wi, memory_format=0)
  dwh = torch.zeros_like(wh, memory_format=0)
  di = torch.new_empty(h, [h.size(1), 3 * H])
  dh = torch.empty_like(di)
  inner = torch.zeros_like(di)
  own = torch.zeros_like(di)
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
    torch.sigmoid_backward(part, update, grad_input=part)
    torch.copy_(torch.slice(di, 1, H, 2 * H), part)
    torch.mul(total, update, out=back)
    torch.sub_(total, back)
    torch.tanh_backward(total, new, grad_input=total)
    torch.copy_(torch.slice(di, 1, 2 * H, 3 * H), total)
    torch.mul(total, torch.select(s, 0, 3), out=part)
    torch.sigmoid_backward(part, reset, grad_input=part)
    torch.copy_(torch.slice(di, 1, 0, H), part)
    torch.copy_(dh, di)
    torch.copy_(torch.slice(dh, 1, 2 * H, 3 * H), torch.mul(total, reset, out=part))
    torch.addmm_(back, dh, wh)
    torch.addmm_(dwh, dh.t(), before)
    torch.add_(own, dh)
    torch.add_(inner, di)
    if not once:
      torch.addmm_(dwi, di.t(), torch.select(x, 0, t))
      torch.mm(di, wi, out=torch.select(dx, 0, t))
    t = t - 1
  if once:
    torch.addmm_(dwi, inner.t(), torch.select(x, 0, 0))
    torch.mm(inner, wi, out=torch.select(dx, 0, 0))
  return (dx, back.unsqueeze(0), dwi, dwh, torch.sum(inner, [0]), torch.sum(own, [0]))
