# Reference figures of R's metafor for tests/reference/test_metafor_pairwise.py.
# Run from this folder: Rscript make.R   (writes reference.json; versions are in the file and in README.md)
suppressMessages({
  library(metafor)
  library(metadat)
  library(jsonlite)
})
methods <- c("DL", "PM", "REML", "ML", "EB", "HE", "HS", "SJ")
# Tighter than metafor's defaults, so that differences are those of arithmetic and not of stopping rules.
control <- list(threshold = 1e-12, maxiter = 5000, tol = 1e-14, tau2.max = 1e6, stepadj = 1)
keep <- function(x) as.numeric(x)

fit_figures <- function(res, mods = FALSE) {
  out <- list(beta = keep(res$beta), se = res$se, ci_low = res$ci.lb, ci_high = res$ci.ub, statistic = res$zval,
    p = res$pval, tau2 = res$tau2, tau2_se = res$se.tau2, i2 = res$I2, h2 = res$H2, q = res$QE, q_p = res$QEp)
  if (mods) {
    out$qm <- res$QM
    out$qm_p <- res$QMp
    out$r2 <- res$R2
  } else {
    pr <- predict(res)
    out$pi_default <- c(pr$pi.lb, pr$pi.ub)
    hts <- predict(res, pi.type = "riley")
    out$pi_riley <- c(hts$pi.lb, hts$pi.ub)
  }
  out
}

# Where Fisher scoring swings about the estimate, half steps settle it.
fit_rma <- function(args) {
  for (step in c(1, 0.5, 0.25, 0.1)) {
    args$control$stepadj <- step
    res <- try(do.call(rma.uni, args), silent = TRUE)
    if (!inherits(res, "try-error")) return(res)
  }
  stop("no fit")
}

case <- function(yi, vi, mods = NULL) {
  yi <- keep(yi); vi <- keep(vi)
  out <- list(yi = yi, vi = vi)
  args <- list(yi = yi, vi = vi, control = control)
  if (!is.null(mods)) args$mods <- mods
  if (!is.null(mods)) out$mods <- unname(as.matrix(mods))
  is_mods <- !is.null(mods)
  fits <- list()
  for (m in methods) for (t in c("z", "knha", "adhoc")) {
    res <- fit_rma(c(args, list(method = m, test = t)))
    f <- fit_figures(res, is_mods)
    if (t == "z") {
      if (m %in% c("REML")) f$tau2_ci <- keep(confint(res, type = "QP", control = list(tol = 1e-14, maxiter = 100000, tau2.max = 1e6))$random[1, 2:3])
    }
    fits[[paste(m, t)]] <- f
  }
  res <- do.call(rma.uni, c(args, list(method = "EE")))
  fits[["EE z"]] <- fit_figures(res, is_mods)
  out$fits <- fits
  res <- fit_rma(c(args, list(method = "REML")))
  inf <- influence(res)
  out$influence <- list(rstudent = inf$inf$rstudent, dffits = inf$inf$dffits, cook = inf$inf$cook.d,
    cov_ratio = inf$inf$cov.r, tau2_deleted = inf$inf$tau2.del, q_deleted = inf$inf$QE.del, hat = inf$inf$hat,
    weight = inf$inf$weight, influential = as.logical(inf$is.infl), dfbetas = unname(do.call(cbind, unclass(inf$dfbs)[seq_len(res$p)])))
  if (is_mods) return(out)
  l1 <- leave1out(res)
  out$leave_one_out <- list(estimate = l1$estimate, se = l1$se, q = l1$Q, tau2 = l1$tau2, i2 = l1$I2)
  cu <- cumul(res)
  out$cumulative <- list(estimate = cu$estimate, se = cu$se, tau2 = cu$tau2)
  reg <- list()
  for (predictor in c("sei", "vi")) for (model in c("lm", "rma")) {
    r <- regtest(res, predictor = predictor, model = model)
    reg[[paste(model, predictor)]] <- list(statistic = keep(r$zval), p = keep(r$pval), limit = keep(r$est),
      limit_ci = c(keep(r$ci.lb), keep(r$ci.ub)))
  }
  out$egger <- reg
  tf <- list()
  for (estimator in c("L0", "R0")) for (side in c("auto", "left", "right")) {
    t <- if (side == "auto") trimfill(res, estimator = estimator, control = control) else
      trimfill(res, estimator = estimator, side = side, control = control)
    tf[[paste(estimator, side)]] <- list(k0 = t$k0, se_k0 = t$se.k0, side = t$side, estimate = keep(t$beta), se = t$se, tau2 = t$tau2)
  }
  out$trimfill <- tf
  out
}

bcg <- dat.bcg
cases <- list()
for (measure in c("RR", "OR", "RD")) {
  e <- escalc(measure = measure, ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)
  cases[[paste("bcg", measure)]] <- case(e$yi, e$vi)
}
e <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)
cases[["bcg RR ablat year"]] <- case(e$yi, e$vi, cbind(bcg$ablat, bcg$year))
cases[["bcg RR ablat"]] <- case(e$yi, e$vi, cbind(bcg$ablat))
cases[["hackshaw1998"]] <- case(dat.hackshaw1998$yi, dat.hackshaw1998$vi)
cases[["raudenbush1985"]] <- case(dat.raudenbush1985$yi, dat.raudenbush1985$vi)
cases[["raudenbush1985 weeks"]] <- case(dat.raudenbush1985$yi, dat.raudenbush1985$vi, cbind(dat.raudenbush1985$weeks))
n <- dat.normand1999
for (measure in c("MD", "SMD")) {
  e <- escalc(measure = measure, m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = n)
  cases[[paste("normand1999", measure)]] <- case(e$yi, e$vi)
}
w <- dat.nielweise2007
e <- escalc(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = w)
cases[["nielweise2007 OR"]] <- case(e$yi, e$vi)
l <- dat.li2007
e <- escalc(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = l)
cases[["li2007 OR"]] <- case(e$yi, e$vi)

# Effect sizes: every measure, correction and variance on arm data with and without empty cells.
sizes <- list()
arms <- list(
  bcg = list(a = bcg$tpos, n1 = bcg$tpos + bcg$tneg, c = bcg$cpos, n2 = bcg$cpos + bcg$cneg),
  nielweise2007 = list(a = w$ai, n1 = w$n1i, c = w$ci, n2 = w$n2i)
)
for (d in names(arms)) for (measure in c("OR", "RR", "RD")) for (to in c("only0", "all", "if0all", "none")) for (drop in c(FALSE, TRUE)) {
  x <- arms[[d]]
  e <- suppressWarnings(escalc(measure = measure, ai = x$a, n1i = x$n1, ci = x$c, n2i = x$n2, to = to, add = 0.5, drop00 = drop))
  sizes[[length(sizes) + 1]] <- list(data = d, measure = measure, to = to, drop00 = drop, yi = keep(e$yi), vi = keep(e$vi))
}
for (vtype in c("LS", "LS2", "UB")) {
  e <- escalc(measure = "SMD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = n, vtype = vtype)
  sizes[[length(sizes) + 1]] <- list(data = "normand1999", measure = "SMD", vtype = vtype, yi = keep(e$yi), vi = keep(e$vi))
}
e <- escalc(measure = "MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = n)
sizes[[length(sizes) + 1]] <- list(data = "normand1999", measure = "MD", yi = keep(e$yi), vi = keep(e$vi))

# Egger's test with sample sizes in place of standard errors (Pustejovsky & Rodgers): regtest on W = 1/n1 + 1/n2.
g <- escalc(measure = "SMD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = n)
W <- 1 / n$n1i + 1 / n$n2i
pr <- list()
for (model in c("lm", "rma")) {
  r <- regtest(keep(g$yi), W, model = model, control = control)
  pr[[model]] <- list(statistic = keep(r$zval), p = keep(r$pval), limit = keep(r$est))
}

# Subgroups, each with its own tau2: allocation in the BCG trials.
e <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = bcg)
parts <- lapply(split(seq_len(nrow(bcg)), bcg$alloc), function(i) rma(keep(e$yi)[i], keep(e$vi)[i], control = control))
between <- rma(sapply(parts, function(r) keep(r$beta)), sapply(parts, function(r) r$se^2), method = "EE")
sub <- list(group = as.character(bcg$alloc), estimate = lapply(parts, function(r) keep(r$beta)),
  tau2 = lapply(parts, function(r) r$tau2), q_between = between$QE, p = between$QEp)

# Predictions at moderator values.
res <- rma(keep(e$yi), keep(e$vi), mods = cbind(bcg$ablat), control = control)
pred <- predict(res, newmods = c(10, 30, 50))
prediction <- list(at = c(10, 30, 50), estimate = pred$pred, se = pred$se, ci_low = pred$ci.lb, ci_high = pred$ci.ub,
  pi_low = pred$pi.lb, pi_high = pred$pi.ub)

versions <- list(R = R.version$version.string, metafor = as.character(packageVersion("metafor")),
  metadat = as.character(packageVersion("metadat")))
raw <- list(bcg = arms$bcg, nielweise2007 = arms$nielweise2007,
  normand1999 = list(mean1 = n$m1i, sd1 = n$sd1i, n1 = n$n1i, mean2 = n$m2i, sd2 = n$sd2i, n2 = n$n2i))
write(toJSON(list(versions = versions, raw = raw, cases = cases, effect_sizes = sizes, egger_size = pr, subgroups = sub,
  prediction = prediction), digits = I(17), auto_unbox = TRUE, na = "null"), "reference.json")
