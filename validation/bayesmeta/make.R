# Reference figures of R's bayesmeta for tests/reference/test_bayesmeta_pairwise.py.
# Run from this folder with the path of bayesmeta's R/bayesmeta.R (version 3.4): Rscript make.R /path/to/bayesmeta.R
# The file is sourced instead of the package loaded because only its drawing functions need further packages.
suppressMessages({
  library(metafor)
  library(metadat)
  library(jsonlite)
})
source(commandArgs(TRUE)[1])
rubin <- list(yi = c(28.39, 7.94, -2.75, 6.82, -0.64, 0.63, 18.01, 12.16),
  sei = c(14.9, 10.2, 16.3, 11.0, 9.4, 11.4, 10.4, 17.6))  # Rubin (1981), table 1
e <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
bcg <- list(yi = as.numeric(e$yi), sei = sqrt(as.numeric(e$vi)))
two <- list(yi = bcg$yi[c(1, 9)], sei = bcg$sei[c(1, 9)])
priors <- list("half-normal:0.5" = function(t) dhalfnormal(t, scale = 0.5),
  "half-normal:20" = function(t) dhalfnormal(t, scale = 20),
  "half-cauchy:25" = function(t) dhalfcauchy(t, scale = 25),
  "half-cauchy:0.5" = function(t) dhalfcauchy(t, scale = 0.5),
  "uniform:0:4" = function(t) dunif(t, 0, 4),
  "inverse-gamma:2:0.5" = function(t) ifelse(t > 0, 2 * 0.5^2 / gamma(2) * t^(-5) * exp(-0.5 / t^2), 0))
runs <- list(list("rubin1981", rubin, "half-cauchy:25", c(0, 50), "shortest"),
  list("rubin1981", rubin, "half-cauchy:25", NULL, "central"),
  list("rubin1981", rubin, "half-normal:20", NULL, "central"),
  list("bcg", bcg, "half-normal:0.5", NULL, "central"),
  list("bcg", bcg, "half-normal:0.5", NULL, "shortest"),
  list("bcg", bcg, "half-cauchy:0.5", NULL, "central"),
  list("bcg", bcg, "uniform:0:4", NULL, "central"),
  list("bcg", bcg, "inverse-gamma:2:0.5", NULL, "central"),
  list("two trials", two, "half-normal:0.5", NULL, "central"))
out <- list()
for (r in runs) {
  args <- list(y = r[[2]]$yi, sigma = r[[2]]$sei, labels = as.character(seq_along(r[[2]]$yi)), tau.prior = priors[[r[[3]]]],
    interval.type = r[[5]], delta = 1e-3, epsilon = 1e-5)
  if (!is.null(r[[4]])) args <- c(args, list(mu.prior.mean = r[[4]][1], mu.prior.sd = r[[4]][2]))
  fit <- do.call(bayesmeta.default, args)
  out[[length(out) + 1]] <- list(data = r[[1]], yi = r[[2]]$yi, sei = r[[2]]$sei, prior = r[[3]], mu_prior = r[[4]],
    interval = r[[5]], summary = as.data.frame(t(fit$summary)), rows = rownames(fit$summary),
    theta = unname(t(fit$theta)), theta_columns = rownames(fit$theta), p_below_zero = fit$pposterior(mu = 0))
}
write(toJSON(list(versions = list(R = R.version$version.string, bayesmeta = "3.4",
  metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat"))), runs = out),
  digits = I(17), auto_unbox = TRUE, na = "null", null = "null"), "reference.json")
