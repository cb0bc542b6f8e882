# The joint model of docs/methods/joint_model.md on trials.csv by MCMC: covariances built here from the formulas, not taken
# from kneewise. Writes jags.csv. Run: Rscript run_jags.R   (R 4, rjags; about two minutes)
library(rjags)
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
d <- read.csv(file.path(here, "trials.csv"))
knots <- log1p(c(2, 6, 13, 26, 52, 104))
length_scale <- 1; share <- 0.5; rho_time <- 0.6; tau_share <- 0.7; tau_length <- 0.7
K <- share + (1 - share) * exp(-0.5 * (outer(knots, knots, "-") / length_scale)^2)
at <- function(week) which(c(2, 6, 13, 26, 52, 104) == week)   # both weeks are knots

# rows: contrasts against the trial's first-named control (any reference gives the same likelihood)
rows <- list()
for (t in unique(d$trial_id)) for (w in c(6, 26)) {
  s <- d[d$trial_id == t & d$week == w, ]
  for (k in 2:nrow(s)) rows[[length(rows) + 1]] <- list(trial = t, week = w, one = s[k, ], two = s[1, ])
}
n <- length(rows)
y <- sapply(rows, function(r) r$one$mean - r$two$mean)
V <- U <- matrix(0, n, n)
for (i in 1:n) for (j in 1:n) if (rows[[i]]$trial == rows[[j]]$trial) {
  same <- rows[[i]]$week == rows[[j]]$week
  gap <- abs(log1p(rows[[i]]$week) - log1p(rows[[j]]$week))
  for (a in 1:2) for (b in 1:2) {
    A <- rows[[i]][[c("one", "two")[a]]]; B <- rows[[j]][[c("one", "two")[b]]]
    if (A$treatment != B$treatment) next
    sign <- (if (a == 1) 1 else -1) * (if (b == 1) 1 else -1)
    V[i, j] <- V[i, j] + sign * A$sd / sqrt(A$n) * B$sd / sqrt(B$n) * (if (same) 1 else rho_time)
    U[i, j] <- U[i, j] + sign * 0.5 * (tau_share + (1 - tau_share) * exp(-gap / tau_length))
  }
}
codes <- c("a1", "a2", "b1"); class <- c(1, 1, 2)
one <- function(code, side) sapply(rows, function(r) as.numeric(r[[side]]$treatment == code))
Z <- sapply(codes, function(code) one(code, "one") - one(code, "two"))          # n x 3
active <- sapply(rows, function(r) (r$one$treatment != "p") - (r$two$treatment != "p"))
slot <- sapply(rows, function(r) at(r$week))
model <- "model {
  class_sd <- exp(l1); l1 ~ dnorm(log(4), 1 / pow(0.6, 2))
  treatment_sd <- exp(l2); l2 ~ dnorm(log(3.5), 1 / pow(0.6, 2))
  tau <- exp(l3); l3 ~ dnorm(log(5), 1 / pow(0.5, 2))
  for (k in 1:6) { za[k] ~ dnorm(0, 1); zp[k] ~ dnorm(0, 1)
    for (c in 1:2) { zc[k, c] ~ dnorm(0, 1) }
    for (m in 1:3) { zt[k, m] ~ dnorm(0, 1) } }
  act <- active_sd * (L %*% za)
  ctl <- control_sd * (L %*% zp)
  for (c in 1:2) { cc[1:6, c] <- class_sd * (L %*% zc[1:6, c]) }
  for (m in 1:3) { dev[1:6, m] <- treatment_sd * (L %*% zt[1:6, m]); theta[1:6, m] <- cc[1:6, class[m]] + dev[1:6, m] }
  for (i in 1:n) { mu[i] <- active[i] * act[slot[i]] - control[i] * ctl[slot[i]] + inprod(Z[i, 1:3], theta[slot[i], 1:3]) }
  Omega <- inverse(V + tau * tau * U)
  y ~ dmnorm(mu, Omega)
  for (m in 1:3) { e6[m] <- act[2] + theta[2, m] - ctl[2]; e26[m] <- act[4] + theta[4, m] - ctl[4]; e104[m] <- act[6] + theta[6, m] - ctl[6] }
  ab26 <- theta[4, 1] - theta[4, 3]
}"
data <- list(y = y, V = V, U = U, L = t(chol(K)), Z = Z, active = active, control = active, class = class, slot = slot, n = n,
             active_sd = 5, control_sd = 3)
set.seed(1)
inits <- lapply(1:4, function(i) list(.RNG.name = "base::Mersenne-Twister", .RNG.seed = i))
m <- jags.model(textConnection(model), data, inits, n.chains = 4, n.adapt = 2000, quiet = TRUE)
update(m, 4000, progress.bar = "none")
s <- coda.samples(m, c("class_sd", "treatment_sd", "tau", "e6", "e26", "e104", "ab26"), 40000, thin = 4, progress.bar = "none")
stat <- summary(s)
out <- data.frame(name = rownames(stat$statistics), mean = stat$statistics[, "Mean"], sd = stat$statistics[, "SD"],
                  mc_se = stat$statistics[, "Time-series SE"], q025 = stat$quantiles[, "2.5%"], q975 = stat$quantiles[, "97.5%"])
write.csv(out, file.path(here, "jags.csv"), row.names = FALSE)
print(out)
