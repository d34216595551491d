"""Files people send us: sealed while they arrive, looked at apart, copied without what gives their sender away."""
