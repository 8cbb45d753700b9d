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
# Inside a chunk: one fused operation a token, or an associative scan in log2(chunk) passes. Channels
# lie innermost, so that every operation runs along them.
def scan_states(self, u: Tensor, dt: Tensor, A: Tensor, B: Tensor, h: Tensor, decay: Tensor, hs: Tensor, associative: bool) -> NoneType:
  # u, dt [S, b, D], A [N, D], B [S, b, N], h [b, N, D]; writes decay and states [S, b, N, D]
  torch.exp_(torch.mul(dt.unsqueeze(2), A, out=decay))
  torch.mul(torch.mul(dt, u).unsqueeze(2), B.unsqueeze(3), out=hs)
  s = u.size(0)
  if associative:
    torch.addcmul_(torch.select(hs, 0, 0), torch.select(decay, 0, 0), h)
    a = torch.clone(decay)
    k = 1
    while k < s:
      ends = torch.slice(hs, 0, k, s)
      late = torch.slice(a, 0, k, s)
      ends.copy_(torch.addcmul(ends, late, torch.slice(hs, 0, 0, s - k)))
      late.copy_(torch.mul(late, torch.slice(a, 0, 0, s - k)))
      k = 2 * k
  else:
    last = h
    for t in range(s):
      now = torch.select(hs, 0, t)
      torch.addcmul_(now, torch.select(decay, 0, t), last)
      last = now
def scan_back(self, gh: Tensor, decay: Tensor, associative: bool) -> NoneType:
  # gradients of the states [S, b, N, D], from the last: gh_t += decay_(t+1) gh_(t+1)
  s = gh.size(0)
  if associative:
    a = torch.roll(decay, [-1], [0])
    k = 1
    while k < s:
      ends = torch.slice(gh, 0, 0, s - k)
      early = torch.slice(a, 0, 0, s - k)
      ends.copy_(torch.addcmul(ends, early, torch.slice(gh, 0, k, s)))
      early.copy_(torch.mul(early, torch.slice(a, 0, k, s)))
      k = 2 * k
  else:
    t = s - 1
    while t > 0:
      torch.addcmul_(torch.select(gh, 0, t - 1), torch.select(decay, 0, t), torch.select(gh, 0, t))
      t = t - 1
def selective_scan(self, u: Tensor, dt: Tensor, A: Tensor, B: Tensor, C: Tensor, chunk: int, associative: bool) -> Tuple[Tensor, Tensor]:
  T = u.size(1)
  n = A.size(1)
  s = min(chunk, T)
  At = torch.clone(A.t(), memory_format=0)
  ut = torch.transpose(u, 0, 1)
  dtt = torch.transpose(dt, 0, 1)
  Bt = torch.transpose(B, 0, 1)
  Ct = torch.transpose(C, 0, 1)
  y = torch.empty_like(u, memory_format=0)
  yt = torch.transpose(y, 0, 1)
  decay = torch.new_empty(u, [s, u.size(0), n, u.size(2)])
  states = torch.empty_like(decay)
  carries = torch.new_zeros(u, [(T + chunk - 1) // chunk + 1, u.size(0), n, u.size(2)])
  i = 0
  while i < T:
    e = min(i + chunk, T)
    c = i // chunk
    hs = torch.slice(states, 0, 0, e - i)
    self.scan_states(torch.slice(ut, 0, i, e), torch.slice(dtt, 0, i, e), At, torch.slice(Bt, 0, i, e), torch.select(carries, 0, c), torch.slice(decay, 0, 0, e - i), hs, associative)
    torch.slice(yt, 0, i, e).copy_(torch.matmul(torch.slice(Ct, 0, i, e).unsqueeze(2), hs).squeeze(2))
    torch.select(carries, 0, c + 1).copy_(torch.select(hs, 0, e - i - 1))
    i = e
  return (y, carries)
def selective_scan_reference(self, u: Tensor, dt: Tensor, A: Tensor, B: Tensor, C: Tensor) -> Tensor:
  h = torch.new_zeros(u, [u.size(0), u.size(2), A.size(1)])
  ys = annotate(List[Tensor], [])
  for t in range(u.size(1)):
    d = torch.select(dt, 1, t).unsqueeze(-1)
    x = torch.mul(torch.mul(d, torch.select(u, 1, t).unsqueeze(-1)), torch.select(B, 1, t).unsqueeze(1))
    h = torch.add(torch.mul(torch.exp(torch.mul(d, A)), h), x)
    ys.append(torch.matmul(h, torch.select(C, 1, t).unsqueeze(-1)).squeeze(-1))
  return torch.stack(ys, 1)
def selective_scan_backward(self, g: Tensor, u: Tensor, dt: Tensor, A: Tensor, B: Tensor, C: Tensor, carries: Tensor, chunk: int, associative: bool) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
  T = u.size(1)
  n = A.size(1)
  s = min(chunk, T)
  At = torch.clone(A.t(), memory_format=0)
  ut = torch.transpose(u, 0, 1)
  dtt = torch.transpose(dt, 0, 1)
  Bt = torch.transpose(B, 0, 1)
  Ct = torch.transpose(C, 0, 1)
  gt = torch.transpose(g, 0, 1)
  du = torch.empty_like(u, memory_format=0)
  ddt = torch.empty_like(dt, memory_format=0)
  dA = torch.zeros_like(At)
  dB = torch.empty_like(B, memory_format=0)
  dC = torch.empty_like(C, memory_format=0)
  decays = torch.new_empty(u, [s, u.size(0), n, u.size(2)])
  states = torch.empty_like(decays)
  grads = torch.empty_like(decays)
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
    decay = torch.slice(decays, 0, 0, e - i)
    hs = torch.slice(states, 0, 0, e - i)
    gh = torch.slice(grads, 0, 0, e - i)
    self.scan_states(uc, dc, At, bc, h0, decay, hs, associative)
    torch.slice(torch.transpose(dC, 0, 1), 0, i, e).copy_(torch.matmul(gc.unsqueeze(2), hs.transpose(2, 3)).squeeze(2))
    torch.mul(gc.unsqueeze(2), torch.slice(Ct, 0, i, e).unsqueeze(3), out=gh)
    torch.add_(torch.select(gh, 0, e - i - 1), back)
    self.scan_back(gh, decay, associative)
    torch.mul(torch.select(decay, 0, 0), torch.select(gh, 0, 0), out=back)
    # gradient by the exponent dt A, from the state before each step
    torch.mul_(decay, gh)
    torch.mul_(torch.select(decay, 0, 0), h0)
    if e - i > 1:
      torch.mul_(torch.slice(decay, 0, 1, e - i), torch.slice(hs, 0, 0, e - i - 1))
    gb = torch.matmul(bc.unsqueeze(2), gh).squeeze(2)
    torch.slice(torch.transpose(dB, 0, 1), 0, i, e).copy_(torch.matmul(torch.mul(dc, uc).unsqueeze(2), gh.transpose(2, 3)).squeeze(2))
    torch.slice(torch.transpose(du, 0, 1), 0, i, e).copy_(torch.mul(gb, dc))
    torch.mul(decay, At, out=hs)
    torch.slice(torch.transpose(ddt, 0, 1), 0, i, e).copy_(torch.addcmul(torch.sum(hs, [2]), gb, uc))
    torch.add_(dA, torch.sum(torch.mul_(decay, dc.unsqueeze(2)), [0, 1]))
    c = c - 1
  return (du, ddt, dA.t(), dB, dC)
