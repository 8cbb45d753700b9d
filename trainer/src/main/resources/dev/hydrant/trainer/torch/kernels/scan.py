# Linear recurrences h_t = a_t h_(t-1) + x_t along dimension 1, from h = 0: one fused operation a step.
def linear_scan(self, a: Tensor, x: Tensor) -> Tensor:
  h = torch.empty_like(x, memory_format=0)
  torch.copy_(torch.select(h, 1, 0), torch.select(x, 1, 0))
  for t in range(1, x.size(1)):
    torch.addcmul(torch.select(x, 1, t), torch.select(a, 1, t), torch.select(h, 1, t - 1), out=torch.select(h, 1, t))
  return h
def linear_scan_reference(self, a: Tensor, x: Tensor) -> Tensor:
  h = torch.select(x, 1, 0)
  hs = [h]
  for t in range(1, x.size(1)):
    h = torch.addcmul(torch.select(x, 1, t), torch.select(a, 1, t), h)
    hs.append(h)
  return torch.stack(hs, 1)
def linear_scan_backward(self, g: Tensor, a: Tensor, h: Tensor) -> Tuple[Tensor, Tensor]:
  gx = torch.empty_like(g, memory_format=0)
  ga = torch.zeros_like(a, memory_format=0)
  t = g.size(1) - 1
  torch.copy_(torch.select(gx, 1, t), torch.select(g, 1, t))
  while t > 0:
    gt = torch.select(gx, 1, t)
    torch.mul(gt, torch.select(h, 1, t - 1), out=torch.select(ga, 1, t))
    t = t - 1
    torch.addcmul(torch.select(g, 1, t), torch.select(a, 1, t + 1), gt, out=torch.select(gx, 1, t))
  return (ga, gx)
# Mamba's selective scan: h_t = exp(dt_t A) h_(t-1) + dt_t u_t B_t, y_t = h_t C_t. States exist for one
# chunk at a time; the backward pass computes them again from the state at the start of each chunk.
def scan_states(self, u: Tensor, dt: Tensor, A: Tensor, B: Tensor, h: Tensor) -> Tuple[Tensor, Tensor]:
  # u, dt [S, b, D], B [S, b, N], h [b, D, N]: decay and states [S, b, D, N]
  decay = torch.exp_(torch.mul(dt.unsqueeze(-1), A))
  hs = torch.mul(torch.mul(dt, u).unsqueeze(-1), B.unsqueeze(2))
  last = h
  for t in range(u.size(0)):
    now = torch.select(hs, 0, t)
    torch.addcmul_(now, torch.select(decay, 0, t), last)
    last = now
  return (decay, hs)
def selective_scan(self, u: Tensor, dt: Tensor, A: Tensor, B: Tensor, C: Tensor, chunk: int) -> Tuple[Tensor, Tensor]:
  T = u.size(1)
  ut = torch.transpose(u, 0, 1)
  dtt = torch.transpose(dt, 0, 1)
  Bt = torch.transpose(B, 0, 1)
  Ct = torch.transpose(C, 0, 1)
  y = torch.empty_like(ut, memory_format=0)
  h = torch.new_zeros(u, [u.size(0), u.size(2), A.size(1)])
  carries = [h]
  i = 0
  while i < T:
    e = min(i + chunk, T)
    decay, hs = self.scan_states(torch.slice(ut, 0, i, e), torch.slice(dtt, 0, i, e), A, torch.slice(Bt, 0, i, e), h)
    torch.copy_(torch.slice(y, 0, i, e), torch.matmul(hs, torch.slice(Ct, 0, i, e).unsqueeze(-1)).squeeze(-1))
    h = torch.clone(torch.select(hs, 0, e - i - 1))
    carries.append(h)
    i = e
  return (torch.transpose(y, 0, 1), torch.stack(carries))
def selective_scan_reference(self, u: Tensor, dt: Tensor, A: Tensor, B: Tensor, C: Tensor) -> Tensor:
  h = torch.new_zeros(u, [u.size(0), u.size(2), A.size(1)])
  ys = annotate(List[Tensor], [])
  for t in range(u.size(1)):
    d = torch.select(dt, 1, t).unsqueeze(-1)
    x = torch.mul(torch.mul(d, torch.select(u, 1, t).unsqueeze(-1)), torch.select(B, 1, t).unsqueeze(1))
    h = torch.add(torch.mul(torch.exp(torch.mul(d, A)), h), x)
    ys.append(torch.matmul(h, torch.select(C, 1, t).unsqueeze(-1)).squeeze(-1))
  return torch.stack(ys, 1)
def selective_scan_backward(self, g: Tensor, u: Tensor, dt: Tensor, A: Tensor, B: Tensor, C: Tensor, carries: Tensor, chunk: int) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
  T = u.size(1)
  ut = torch.transpose(u, 0, 1)
  dtt = torch.transpose(dt, 0, 1)
  Bt = torch.transpose(B, 0, 1)
  Ct = torch.transpose(C, 0, 1)
  gt = torch.transpose(g, 0, 1)
  du = torch.empty_like(ut, memory_format=0)
  ddt = torch.empty_like(dtt, memory_format=0)
  dA = torch.zeros_like(A)
  dB = torch.empty_like(Bt, memory_format=0)
  dC = torch.empty_like(Ct, memory_format=0)
  back = torch.zeros_like(torch.select(carries, 0, 0))
  c = carries.size(0) - 2
  while c >= 0:
    i = c * chunk
    e = min(i + chunk, T)
    uc = torch.slice(ut, 0, i, e)
    dc = torch.slice(dtt, 0, i, e)
    bc = torch.slice(Bt, 0, i, e)
    gc = torch.slice(gt, 0, i, e)
    h0 = torch.select(carries, 0, c)
    decay, hs = self.scan_states(uc, dc, A, bc, h0)
    torch.copy_(torch.slice(dC, 0, i, e), torch.matmul(gc.unsqueeze(2), hs).squeeze(2))
    gh = torch.mul(gc.unsqueeze(-1), torch.slice(Ct, 0, i, e).unsqueeze(2))
    t = e - i - 1
    torch.add_(torch.select(gh, 0, t), back)
    while t > 0:
      torch.addcmul_(torch.select(gh, 0, t - 1), torch.select(decay, 0, t), torch.select(gh, 0, t))
      t = t - 1
    back = torch.mul(torch.select(decay, 0, 0), torch.select(gh, 0, 0))
    # gradient by the exponent dt A, from the state before each step
    torch.mul_(torch.select(decay, 0, 0), h0)
    if e - i > 1:
      torch.mul_(torch.slice(decay, 0, 1, e - i), torch.slice(hs, 0, 0, e - i - 1))
    torch.mul_(decay, gh)
    torch.add_(dA, torch.sum(torch.mul(decay, dc.unsqueeze(-1)), [0, 1]))
    gb = torch.matmul(gh, bc.unsqueeze(-1)).squeeze(-1)
    torch.copy_(torch.slice(ddt, 0, i, e), torch.addcmul(torch.sum(torch.mul(decay, A), [-1]), gb, uc))
    torch.copy_(torch.slice(du, 0, i, e), torch.mul(gb, dc))
    torch.copy_(torch.slice(dB, 0, i, e), torch.matmul(torch.mul(dc, uc).unsqueeze(2), gh).squeeze(2))
    c = c - 1
  return (torch.transpose(du, 0, 1), torch.transpose(ddt, 0, 1), dA, torch.transpose(dB, 0, 1), torch.transpose(dC, 0, 1))
