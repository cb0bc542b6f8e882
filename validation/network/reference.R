# Writes reference.json: data and figures of published networks from metafor's rma.mv and from netmeta.
#   Rscript reference.R        (packages metafor, metadat, jsonlite; netmeta and meta, see README.md)
suppressMessages({library(metafor); library(metadat); library(netmeta); library(jsonlite)})
pdf(NULL)  # netmeta draws; nothing is kept
settings.meta(CIbracket = "[")

# every contrast of every study from its arms; 0.5 is added to all arms of a study with a zero cell, studies without any
# event, or with an event for everybody, are dropped
contrasts_of_arms <- function(d, sm) {
  do.call(rbind, lapply(split(d, d$study), function(e) {
    if (sm == "MD") { m <- e$mean; v <- e$sd^2 / e$n } else {
      if (sum(e$events) == 0 || all(e$events == e$n)) return(NULL)
      add <- if (any(e$events == 0 | e$events == e$n)) 0.5 else 0
      r <- e$events + add; o <- e$n - e$events + add; m <- log(r / o); v <- 1 / r + 1 / o
    }
    ij <- combn(nrow(e), 2)
    data.frame(study = as.character(e$study[1]), treat1 = as.character(e$treatment[ij[1, ]]),
      treat2 = as.character(e$treatment[ij[2, ]]), te = m[ij[1, ]] - m[ij[2, ]], se = sqrt(v[ij[1, ]] + v[ij[2, ]]))
  }))
}

# y, V (exact, from contrast standard errors), X and grouping for rma.mv from all contrasts of every study
basic_form <- function(d) {
  d$study <- as.character(d$study)
  trts <- sort(unique(c(d$treat1, d$treat2)))
  y <- c(); X <- NULL; study <- c(); arm <- c(); Vs <- list(); k <- 0
  for (s in unique(d$study)) {
    e <- d[d$study == s, ]; a <- sort(unique(c(e$treat1, e$treat2))); b <- a[1]
    se2 <- function(i, j) e$se[(e$treat1 == i & e$treat2 == j) | (e$treat1 == j & e$treat2 == i)]^2
    eff <- function(i, j) { r <- e[e$treat1 == i & e$treat2 == j, ]
      if (nrow(r)) r$te else -e$te[e$treat1 == j & e$treat2 == i] }
    V <- matrix(0, length(a) - 1, length(a) - 1)
    for (i in seq_along(a)[-1]) {
      x <- setNames(rep(0, length(trts)), trts); x[a[i]] <- 1; x[b] <- -1
      X <- rbind(X, x); y <- c(y, eff(a[i], b)); study <- c(study, s); arm <- c(arm, a[i])
      for (j in seq_along(a)[-1])
        V[i - 1, j - 1] <- if (i == j) se2(a[i], b) else (se2(a[i], b) + se2(a[j], b) - se2(a[i], a[j])) / 2
    }
    Vs[[length(Vs) + 1]] <- V
  }
  rownames(X) <- NULL
  list(y = y, V = bldiag(Vs), X = X, study = study, arm = arm, trts = trts)
}

metafor_fit <- function(b, ref, method, extra = NULL) {
  X <- cbind(b$X[, setdiff(b$trts, ref), drop = FALSE], extra)
  first <- function(...) rma.mv(b$y, b$V, mods = X, intercept = FALSE, random = ~ arm | study, rho = 0.5, method = method,
              data = data.frame(study = b$study, arm = b$arm), ...)
  f <- try(first(), silent = TRUE)
  if (inherits(f, "try-error")) f <- first(control = list(optimizer = "bobyqa"))
  # the optimiser stops near 1e-6 of tau2: finish by the root of the profile's slope (five-point differences)
  dev <- function(t2) as.numeric(logLik(rma.mv(b$y, b$V, mods = X, intercept = FALSE, random = ~ arm | study, rho = 0.5,
              tau2 = t2, method = method, data = data.frame(study = b$study, arm = b$arm))))
  if (f$tau2 > 1e-6) {
    h <- f$tau2 * 1e-2
    slope <- function(t2) (dev(t2 - 2 * h) - 8 * dev(t2 - h) + 8 * dev(t2 + h) - dev(t2 + 2 * h)) / (12 * h)
    t2 <- uniroot(slope, f$tau2 * c(0.97, 1.03), tol = 1e-13)$root
  } else t2 <- 0
  f <- rma.mv(b$y, b$V, mods = X, intercept = FALSE, random = ~ arm | study, rho = 0.5, tau2 = t2, method = method,
              data = data.frame(study = b$study, arm = b$arm))
  list(tau2 = f$tau2, estimate = as.list(setNames(as.numeric(f$beta), colnames(X))),
       se = as.list(setNames(as.numeric(f$se), colnames(X))), qe = f$QE, loglik = as.numeric(logLik(f)))
}
at_tau2 <- function(b, ref, t2, extra = NULL) {
  X <- cbind(b$X[, setdiff(b$trts, ref), drop = FALSE], extra)
  f <- rma.mv(b$y, b$V, mods = X, intercept = FALSE, random = ~ arm | study, rho = 0.5, tau2 = t2, data = data.frame(study = b$study, arm = b$arm))
  list(tau2 = t2, estimate = as.list(setNames(as.numeric(f$beta), colnames(X))),
       se = as.list(setNames(as.numeric(f$se), colnames(X))), loglik_reml = as.numeric(logLik(f, REML = TRUE)))
}

netmeta_fit <- function(d, ref, small, baker = FALSE) {
  n <- suppressWarnings(netmeta(te, se, treat1, treat2, study, data = d, reference.group = ref, sm = "MD",
               common = TRUE, random = TRUE, method.tau = "DL", small.values = small, tol.multiarm = 0.05, tol.multiarm.se=0.1))
  dd <- decomp.design(n)
  s <- netsplit(n, method = "back-calculation")
  long <- function(m) { m <- m[order(rownames(m)), order(colnames(m))]; unname(m) }
  out <- list(treatments = sort(n$trts), tau2 = n$tau2, q = n$Q, df_q = n$df.Q, i2 = n$I2,
    q_within = dd$Q.decomp["Within designs", "Q"], df_within = dd$Q.decomp["Within designs", "df"],
    q_between = dd$Q.decomp["Between designs", "Q"], df_between = dd$Q.decomp["Between designs", "df"],
    interaction_q = dd$Q.inc.random$Q, interaction_tau = dd$Q.inc.random$tau.within,
    te_common = long(n$TE.common), se_common = long(n$seTE.common),
    te_random = long(n$TE.random), se_random = long(n$seTE.random),
    pi_low = long(n$lower.predict), pi_high = long(n$upper.predict),
    p_common = as.list(netrank(n, method = "P-score")$ranking.common),
    p_random = as.list(netrank(n, method = "P-score")$ranking.random))
  r <- data.frame(comparison = s$comparison, k = s$k, direct = s$direct.random$TE, direct_se = s$direct.random$seTE,
    indirect = s$indirect.random$TE, indirect_se = s$indirect.random$seTE, difference = s$compare.random$TE,
    p = s$compare.random$p, share = s$prop.random)
  out$split <- r[r$k > 0, ]
  if (!is.null(dd$Q.inc.detach)) out$detached <- dd$Q.inc.detach[, c("design", "Q", "df")]
  # netmeta lists all paths, which takes minutes beyond ten treatments
  if (length(n$trts) <= 10) {
    cm <- netcontrib(n, method = "randomwalk", random = TRUE, common = FALSE)
    out$contribution <- list(rows = rownames(cm$random), columns = colnames(cm$random), matrix = unname(as.matrix(cm$random)))
  }
  o <- sort(n$trts)
  fn <- suppressWarnings(try(funnel(n, order = o, method.bias = "Egger", pooled = "common"), silent = TRUE))
  if (!inherits(fn, "try-error")) out$funnel <- data.frame(study = fn$studlab, treat1 = fn$treat1, treat2 = fn$treat2, adjusted = fn$TE.adj, se = fn$seTE)
  out
}

wide <- function(d, ids, cols, study) {
  do.call(rbind, lapply(ids, function(i) {
    e <- data.frame(study = as.character(study), treatment = as.character(d[[cols$t[i]]]))
    for (v in setdiff(names(cols), "t")) e[[v]] <- as.numeric(d[[cols[[v]][i]]])
    e[!is.na(e$treatment) & e$treatment != "" & !is.na(e$n), ] }))
}
data(Senn2013); data(Linde2016); data(Baker2009); data(Dong2013); data(Woods2010); data(parkinson)
data(smokingcessation); data(Dogliotti2014); data(Stowe2010)
sets <- list()
sets$senn2013 <- list(rows = with(Senn2013, data.frame(study = studlab, treat1, treat2, te = TE, se = seTE)), kind = "contrasts", ref = "plac", small = "desirable")
sets$linde2016 <- list(rows = with(Linde2016, data.frame(study = id, treat1, treat2, te = lnOR, se = selnOR)), kind = "contrasts", ref = "Placebo", small = "undesirable")
sets$baker2009 <- list(rows = with(Baker2009, data.frame(study = paste(study, id), treatment, n = total, events = exac)), kind = "OR", ref = "Placebo", small = "desirable")
sets$dong2013 <- list(rows = with(Dong2013, data.frame(study = id, treatment, n = randomized, events = death)), kind = "OR", ref = "Placebo", small = "desirable")
sets$woods2010 <- list(rows = with(Woods2010, data.frame(study = author, treatment, n = N, events = r)), kind = "OR", ref = "Placebo", small = "desirable")
sets$dogliotti2014 <- list(rows = with(Dogliotti2014, data.frame(study = paste(study, id), treatment, n = total, events = stroke)), kind = "OR", ref = unique(Dogliotti2014$treatment)[2], small = "desirable")
sets$parkinson <- list(rows = wide(parkinson, 1:3, list(t = paste0("Treatment", 1:3), n = paste0("n", 1:3), mean = paste0("y", 1:3), sd = paste0("sd", 1:3)), parkinson$Study), kind = "MD", ref = "1", small = "desirable")
sets$stowe2010 <- list(rows = wide(Stowe2010, 1:3, list(t = paste0("t", 1:3), n = paste0("n", 1:3), mean = paste0("y", 1:3), sd = paste0("sd", 1:3)), Stowe2010$study), kind = "MD", ref = "Placebo", small = "desirable")
sets$smoking <- list(rows = wide(smokingcessation, 1:3, list(t = paste0("treat", 1:3), n = paste0("n", 1:3), events = paste0("event", 1:3)), seq_len(nrow(smokingcessation))), kind = "OR", ref = "A", small = "undesirable")

out <- list(versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")),
  metadat = as.character(packageVersion("metadat")), netmeta = as.character(packageVersion("netmeta")),
  meta = as.character(packageVersion("meta"))), sets = list())
for (name in names(sets)) {
  s <- sets[[name]]; cat(name, "\n")
  d <- if (s$kind == "contrasts") s$rows else contrasts_of_arms(s$rows, s$kind)
  d$study <- as.character(d$study)
  b <- basic_form(d)
  r <- list(kind = s$kind, rows = s$rows, reference = s$ref, small = s$small, contrasts = d)
  r$metafor_reml <- metafor_fit(b, s$ref, "REML")
  r$metafor_ml <- metafor_fit(b, s$ref, "ML")
  r$metafor_at <- at_tau2(b, s$ref, 0.05)
  r$netmeta <- netmeta_fit(d, s$ref, s$small)
  nr <- try(suppressWarnings(netmeta(te, se, treat1, treat2, study, data = d, sm = "MD", method.tau = "REML", tol.multiarm = 0.05)), silent = TRUE)
  r$netmeta_reml_tau2 <- if (inherits(nr, "try-error")) conditionMessage(attr(nr, "condition")) else nr$tau2
  # meta-regression: a made-up covariate, the position of the study in the alphabet (C order) over the number of studies
  st <- sort(unique(d$study), method = "radix"); xv <- setNames(seq_along(st) / length(st), st)
  x <- xv[b$study]; nonref <- 1 * (b$X[, s$ref] != 0)
  sign <- ifelse(b$X[, s$ref] == -1, 1, -1)
  common <- (x - mean(xv)) * (-b$X[, s$ref])
  reg <- try(metafor_fit(b, s$ref, "REML", cbind(slope = common)), silent = TRUE)
  if (!inherits(reg, "try-error")) r$regression <- reg
  out$sets[[name]] <- r
  write(toJSON(out, digits = NA, auto_unbox = TRUE, na = "null", dataframe = "columns"), "reference.json")
}
# additive components on Linde 2016, as in netmeta's own example
l <- netmeta(lnOR, selnOR, treat1, treat2, id, data = Linde2016, reference.group = "Placebo", sm = "OR", common = TRUE, random = TRUE)
nc <- netcomb(l, inactive = "Placebo")
out$additive <- list(inactive = "Placebo", components = nc$comps, common = as.numeric(nc$Comp.common), common_se = as.numeric(nc$seComp.common),
  random = as.numeric(nc$Comp.random), random_se = as.numeric(nc$seComp.random), tau2 = nc$tau^2,
  q_additive = nc$Q.additive, df_additive = nc$df.Q.additive, q_diff = nc$Q.diff, df_diff = nc$df.Q.diff)
dc <- try(discomb(lnOR, selnOR, treat1, treat2, id, data = Linde2016, sm = "OR", inactive = "Placebo"), silent = TRUE)
if (!inherits(dc, "try-error")) out$discomb <- list(components = dc$comps, common = as.numeric(dc$Comp.common), common_se = as.numeric(dc$seComp.common))
write(toJSON(out, digits = NA, auto_unbox = TRUE, na = "null", dataframe = "columns", pretty = FALSE), "reference.json")
