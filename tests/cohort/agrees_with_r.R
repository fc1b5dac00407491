# What src/statistics makes of R's own data sets and of simulated cohorts, against R's survival and cmprsk.
# Usage: Rscript agrees_with_r.R crossbreak_statistics_values
# Debian: r-cran-survival, r-cran-cmprsk.
suppressPackageStartupMessages({
  library(survival)
  library(cmprsk)
})
program <- commandArgs(trailingOnly = TRUE)[1]
largest <- 1e-8   # relative difference
nothing <- 1e-15  # absolute: where what R has is a zero but for rounding

told <- function(data) {
  file <- tempfile(fileext = ".csv")
  text <- data.frame(lapply(data, function(column) ifelse(is.na(column), "", sprintf("%.17g", column))))
  write.csv(text, file, row.names = FALSE, quote = FALSE)
  lines <- strsplit(system2(program, file, stdout = TRUE), " ")
  unlink(file)
  setNames(as.numeric(sapply(lines, `[`, 2)), sapply(lines, `[`, 1))
}

of_survival <- function(data) {
  expected <- c()
  add <- function(name, value) {
    keep <- !is.na(value) & is.finite(value)
    expected[name[keep]] <<- unname(value[keep])
  }
  response <- Surv(data$time, data$status)
  for (i in seq_len(max(data$group))) {
    mine <- data$group == i
    for (kind in c("loglog", "plain")) {
      fit <- survfit(response[mine] ~ 1, conf.type = if (kind == "loglog") "log-log" else "plain")
      name <- paste0(kind, ".", i, ".")
      # As print() gives it; quantile() differs where a curve ends at one half.
      add(paste0(name, c("median", "median_lower", "median_upper")), summary(fit)$table[c("median", "0.95LCL", "0.95UCL")])
      at <- paste0(name, seq_along(fit$time), ".")
      add(paste0(at, "at_risk"), fit$n.risk)
      add(paste0(at, "survival"), fit$surv)
      add(paste0(at, "se"), fit$surv * fit$std.err)
      # Where the survival is still 1, log-log has no limits, and where it is 0, nothing has any.
      has <- fit$surv > 0 & (kind == "plain" | fit$surv < 1)
      add(paste0(at, "lower")[has], fit$lower[has])
      add(paste0(at, "upper")[has], fit$upper[has])
    }
  }
  if (max(data$group) > 1) {
    # R stops where the groups cannot be compared.
    test <- tryCatch(survdiff(response ~ data$group), error = function(e) NULL)
    if (!is.null(test)) {
      df <- sum(test$exp > 0) - 1
      add("logrank", test$chisq)
      add("logrank.df", df)
      add("logrank.p", pchisq(test$chisq, df, lower.tail = FALSE))
      add(paste0("logrank.expected.", seq_along(test$exp)), test$exp)
    }
  }
  covariates <- as.matrix(data[, -(1:3)])
  for (ties in c("efron", "breslow")) {
    control <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100)
    # R warns of a coefficient that may be infinite.
    fit <- tryCatch(coxph(response ~ covariates, ties = ties, control = control), warning = function(w) NULL)
    name <- paste0(ties, ".")
    if (is.null(fit)) {
      add(paste0(name, "fitted"), 0)
      next
    }
    add(paste0(name, c("fitted", "patients", "events")), c(1, fit$n, fit$nevent))
    add(paste0(name, c("loglik0", "loglik", "wald", "score")), c(fit$loglik, fit$wald.test, fit$score))
    add(paste0(name, "lr.p"), pchisq(2 * diff(fit$loglik), length(coef(fit)), lower.tail = FALSE))
    add(paste0(name, "concordance"), fit$concordance["concordance"])
    se <- sqrt(diag(vcov(fit)))
    at <- paste0(name, seq_along(se), ".")
    add(paste0(at, "coef"), coef(fit))
    add(paste0(at, "se"), se)
    add(paste0(at, "p"), pchisq((coef(fit) / se)^2, 1, lower.tail = FALSE))
    limits <- exp(confint(fit))
    add(paste0(at, "lower"), limits[, 1])
    add(paste0(at, "upper"), limits[, 2])
    # cox.zph refits: it is given the model column by column, so that each has a test of its own.
    columns <- data[, -(1:3), drop = FALSE]
    names(columns) <- paste0("x", seq_along(columns))
    columns$response <- response
    each <- coxph(response ~ ., columns, ties = ties, control = control)
    # Where events are of one time or of few, nothing is known of the hazards' course: R finds a singular matrix.
    test <- tryCatch(cox.zph(each, transform = "km")$table, error = function(e) NULL)
    if (is.null(test)) next
    count <- length(se)
    add(paste0(at, "zph"), test[seq_len(count), "chisq"])
    add(paste0(at, "zph.p"), test[seq_len(count), "p"])
    add(paste0(name, "zph"), test[nrow(test), "chisq"])
  }
  expected
}

of_incidence <- function(data) {
  expected <- c()
  result <- cuminc(data$time, data$status, data$group)
  for (i in seq_len(max(data$group))) {
    curve <- result[[paste(i, 1)]]
    for (time in sort(unique(data$time[data$group == i & data$status == 1]))) {
      last <- max(which(curve$time == time))
      at <- sprintf("%d.%.10g.", i, time)
      expected[paste0(at, "incidence")] <- curve$est[last]
      expected[paste0(at, "variance")] <- curve$var[last]
      # cmprsk has no limits: log-log ones of its own estimate and variance.
      if (curve$est[last] < 1) {
        width <- qnorm(0.975) * sqrt(curve$var[last]) / (curve$est[last] * log(curve$est[last]))
        expected[paste0(at, c("lower", "upper"))] <- curve$est[last]^exp(c(-width, width))
      }
    }
  }
  if (max(data$group) > 1 && result$Tests[1, "stat"] >= 0) {  # -1: cmprsk cannot compare the groups
    df <- result$Tests[1, "df"]
    expected[c("gray", "gray.df")] <- c(result$Tests[1, "stat"], df)
    expected["gray.p"] <- pchisq(result$Tests[1, "stat"], df, lower.tail = FALSE)
  }
  expected
}

months <- function(days) days / 30.4375
simulated <- function(seed, n, unit) {
  set.seed(seed)
  x <- data.frame(age = round(rnorm(n, 32, 8)), wbc = rbinom(n, 1, 0.37), deleted = rbinom(n, 1, 0.35),
                  cd20 = rbinom(n, 1, 0.33), mrd = rbinom(n, 1, 0.4), transplant = rbinom(n, 1, 0.5))
  risk <- exp(0.02 * (x$age - 32) + 0.4 * x$wbc + 0.6 * x$deleted + 0.5 * x$cd20 - 0.5 * x$transplant)
  first <- rexp(n, 0.02 * risk)
  other <- rexp(n, 0.008 * risk)
  end <- runif(n, 6, 60)
  time <- ceiling(pmin(first, other, end) / unit) * unit  # a coarse unit makes ties
  status <- ifelse(end < pmin(first, other), 0, ifelse(first < other, 1, 2))
  x$age[sample(n, n %/% 20)] <- NA
  list(time = time, status = status, group = 1 + x$deleted + 2 * x$transplant, x = x)
}

# Few patients or many in up to five groups, some of one patient; times of 0, and few others.
rough <- function(seed, n, groups, unit) {
  set.seed(seed)
  x <- data.frame(age = round(rnorm(n, 32, 8)), wbc = rbinom(n, 1, 0.37), sets = sample(0:3, n, TRUE), mrd = rexp(n))
  group <- as.numeric(factor(sample(groups, n, TRUE)))
  risk <- exp(0.02 * (x$age - 32) + 0.4 * x$wbc + 0.3 * x$sets)
  first <- rexp(n, 0.05 * risk)
  other <- rexp(n, 0.03 * risk)
  end <- runif(n, 2, 60)
  time <- floor(pmin(first, other, end) / unit) * unit
  if (seed %% 2 == 0) time[sample(n, n %/% 4)] <- 0
  list(time = time, status = ifelse(end < pmin(first, other), 0, ifelse(first < other, 1, 2)), group = group, x = x)
}

sets <- list()
event_only <- function(set) cbind(data.frame(time = set$time, status = as.numeric(set$status > 0), group = set$group), set$x)
competing <- function(set) data.frame(time = set$time, status = set$status, group = set$group)
with(lung, sets[["lung"]] <<- data.frame(time = months(time), status = status - 1, group = sex, sex))
with(lung, sets[["lung, missing values"]] <<- data.frame(time = months(time), status = status - 1, group = sex, age, sex,
                                                         ph.ecog, wt.loss))
with(veteran, sets[["veteran"]] <<- data.frame(time = months(time), status, group = as.numeric(celltype), trt, karno,
                                               diagtime, age, prior))
with(ovarian, sets[["ovarian"]] <<- data.frame(time = months(futime), status = fustat, group = rx, age, resid.ds, rx,
                                               ecog.ps))
with(subset(colon, etype == 2), sets[["colon"]] <<- data.frame(time = months(time), status, group = as.numeric(rx), sex,
                                                               age, obstruct, nodes, differ))
with(leukemia, sets[["leukemia"]] <<- data.frame(time, status, group = as.numeric(x), x = as.numeric(x)))
with(pbc, sets[["pbc, competing"]] <<- data.frame(time = months(time), status = c(0, 2, 1)[status + 1],
                                                  group = ifelse(edema > 0, 2, 1)))
with(mgus2, sets[["mgus2, competing"]] <<- data.frame(time = ifelse(pstat == 1, ptime, futime),
                                                      status = ifelse(pstat == 1, 1, 2 * death),
                                                      group = as.numeric(sex)))
for (seed in 1:5) {
  for (unit in c(0.01, 1, 6)) {
    set <- simulated(seed, 142, unit)
    sets[[sprintf("simulated %d, unit %g", seed, unit)]] <- event_only(set)
    sets[[sprintf("simulated %d, unit %g, competing", seed, unit)]] <- competing(set)
  }
}
for (seed in 101:108) {
  for (n in c(12, 40, 200)) {
    for (groups in c(2, 3, 5)) {
      set <- rough(1000 * seed + n + groups, n, groups, c(0.5, 6, 15)[1 + seed %% 3])
      name <- sprintf("rough %d, %d patients, %d groups", seed, n, groups)
      sets[[name]] <- event_only(set)
      sets[[paste0(name, ", competing")]] <- competing(set)
    }
  }
}
sets[["10,000 patients"]] <- event_only(simulated(6, 10000, 0.1))
sets[["10,000 patients, competing"]] <- competing(simulated(6, 10000, 0.1))

failed <- FALSE
for (name in names(sets)) {
  data <- sets[[name]]
  found <- told(data)
  expected <- if (any(data$status == 2)) of_incidence(data) else of_survival(data)
  lacking <- c(setdiff(names(expected), names(found)), setdiff(names(found), names(expected)))
  shared <- intersect(names(expected), names(found))
  difference <- abs(found[shared] - expected[shared])
  relative <- ifelse(difference <= nothing, 0, difference / abs(expected[shared]))
  worst <- which.max(relative)
  cat(sprintf("%s: %d values, largest relative difference %.1e (%s)\n", name, length(shared), relative[worst],
              shared[worst]))
  if (length(shared) < 5 || length(lacking) > 0 || relative[worst] > largest) {
    failed <- TRUE
    cat("  only on one side:", head(lacking, 8), "\n")
    for (one in head(shared[relative > largest], 8)) {
      cat(sprintf("  %s: crossbreak %.15g, R %.15g\n", one, found[one], expected[one]))
    }
  }
}
if (failed) quit(status = 1)
