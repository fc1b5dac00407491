# What crossbreak cohort makes of sample_runs/cohort, number by number against R: chi-square, Fisher and analysis of
# variance of Tables 1 and 2, rates and their tests of Table 3, the Cox models of Table 4.
# Usage: Rscript sample_study_agrees_with_r.R crossbreak FOLDER_OF_THE_STUDY
# Debian: r-cran-survival, r-cran-cmprsk.
suppressPackageStartupMessages({
  library(survival)
  library(cmprsk)
})
arguments <- commandArgs(trailingOnly = TRUE)
program <- arguments[1]
folder <- arguments[2]
largest <- 1e-8   # relative difference
nothing <- 1e-15  # absolute: where what R has is a zero but for rounding

out <- tempfile("cohort")
table <- file.path(folder, "clinical.csv")
code <- system2(program, c("cohort", file.path(folder, "plates"), "--clinical", table, "-o", out), stdout = FALSE,
                stderr = FALSE)
if (code != 0) stop("crossbreak cohort ended with ", code)
found <- read.csv(file.path(out, "cohort.csv"), colClasses = "character", na.strings = "")
unlink(out, recursive = TRUE)
numbers <- c("count", "of", "value", "sd", "standard_error", "lower", "upper", "statistic", "degrees_of_freedom", "p")
found[numbers] <- lapply(found[numbers], as.numeric)
found[is.na(found)] <- NA

clinical <- read.csv(table, check.names = FALSE)
truth <- read.csv(file.path(folder, "truth.csv"), check.names = FALSE)
stopifnot(identical(clinical[[1]], truth$patient))
deleted <- as.numeric(rowSums(truth[, c("D4-7", "D4-8", "D2-7", "D2-8")]) > 0)
variables <- with(clinical, list(
  male = as.numeric(Sex == "male"), age = Age, age_above_35 = as.numeric(Age > 35), wbc = as.numeric(WBC >= 30),
  ldh = as.numeric(LDH >= 600), cd20 = as.numeric(CD20 == "positive"), mrd1 = as.numeric(MRD1 > 1),
  mrd2 = as.numeric(MRD2 > 0.1), mrd3 = as.numeric(MRD3 > 0.01), remission = clinical[["Complete remission"]],
  ph = as.numeric(Ph == "positive"), relapse = Relapse, death = Death, transplant = Transplant))
endpoints <- list(efs = c("EFS months", "EFS event"), os = c("OS months", "Death"), dfs = c("DFS months", "DFS event"))
models <- list(efs = "efs", os = "os")
covariates <- c("age_above_35", "wbc", "deleted", "cd20", "mrd1", "mrd2", "mrd3", "ph", "transplant")
groupings <- c(list(deleted = ifelse(deleted == 1, "deleted", "not_deleted")),
               lapply(variables[!names(variables) %in% c("age")], function(x) ifelse(x == 1, "yes", "no")),
               list("deleted transplant" = paste(ifelse(deleted == 1, "deleted", "not_deleted"),
                                                 ifelse(variables$transplant == 1, "yes", "no"))))

compared <- 0
failed <- FALSE
check <- function(in_table, in_endpoint, in_item, in_group, ...) {
  same <- function(column, wanted) if (is.na(wanted)) is.na(column) else !is.na(column) & column == wanted
  row <- found[same(found$table, in_table) & same(found$endpoint, in_endpoint) & same(found$item, in_item) &
                 same(found$group, in_group), ]
  place <- paste(in_table, in_endpoint, in_item, in_group)
  if (nrow(row) != 1) {
    failed <<- TRUE
    cat(sprintf("%s: expected one row, found %d\n", place, nrow(row)))
    return(invisible())
  }
  expected <- list(...)
  for (name in names(expected)) {
    wanted <- unname(expected[[name]])
    has <- row[[name]]
    compared <<- compared + 1
    difference <- abs(has - wanted)
    if (is.na(has) || (difference > nothing && difference > largest * abs(wanted))) {
      failed <<- TRUE
      cat(sprintf("%s %s: crossbreak %.15g, R %.15g\n", place, name, has, wanted))
    }
  }
}

# Tables 1 and 2.
four <- groupings[["deleted transplant"]]
for (of in c("by_deletion", "by_group")) {
  groups <- if (of == "by_deletion") groupings$deleted else four
  for (name in setdiff(names(variables), if (of == "by_group") "transplant")) {
    x <- variables[[name]]
    if (name == "age") {
      for (group in unique(groups)) {
        check(of, NA, name, group, of = sum(groups == group), value = mean(x[groups == group]), sd = sd(x[groups == group]))
      }
      test <- oneway.test(x ~ groups, var.equal = TRUE)
      check(of, NA, name, "anova", statistic = test$statistic, degrees_of_freedom = test$parameter[1], p = test$p.value)
      next
    }
    for (group in unique(groups)) {
      check(of, NA, name, group, count = sum(x[groups == group]), of = sum(groups == group), value = mean(x[groups == group]))
    }
    test <- suppressWarnings(chisq.test(groups, x, correct = FALSE))
    check(of, NA, name, "chi_squared", statistic = test$statistic, degrees_of_freedom = test$parameter, p = test$p.value)
    if (any(test$expected < 5)) check(of, NA, name, "fisher", p = fisher.test(groups, x)$p.value)
  }
}

# Table 3: variables that tell an endpoint's own event are compared nowhere.
for (endpoint in names(endpoints)) {
  time <- clinical[[endpoints[[endpoint]][1]]]
  event <- clinical[[endpoints[[endpoint]][2]]]
  for (item in setdiff(names(groupings), c("relapse", "death"))) {
    groups <- groupings[[item]]
    keep <- !is.na(time) & !is.na(event)
    for (group in unique(groups[keep])) {
      mine <- keep & groups == group
      fit <- survfit(Surv(time[mine], event[mine]) ~ 1, conf.type = "log-log")
      check("rate", endpoint, item, group, count = sum(event[mine]), of = sum(mine))
      if (max(time[mine]) < 36) next
      at <- summary(fit, times = 36)
      if (at$surv > 0 && at$surv < 1) {
        check("rate", endpoint, item, group, value = at$surv, standard_error = at$std.err, lower = at$lower,
              upper = at$upper)
      }
    }
    if (length(unique(groups[keep])) > 1) {
      test <- survdiff(Surv(time[keep], event[keep]) ~ groups[keep])
      df <- sum(test$exp > 0) - 1
      check("rate", endpoint, item, "log_rank", statistic = test$chisq, degrees_of_freedom = df,
            p = pchisq(test$chisq, df, lower.tail = FALSE))
    }
  }
}
time <- clinical[["DFS months"]]
status <- clinical$Relapse + 2 * clinical[["Death in remission"]]
for (item in setdiff(names(groupings), c("relapse", "death", "remission"))) {
  groups <- groupings[[item]]
  keep <- !is.na(time) & !is.na(status)
  result <- cuminc(time[keep], status[keep], groups[keep])
  for (group in unique(groups[keep])) {
    reached <- timepoints(result[paste(group, 1)], 36)
    check("rate", "cir", item, group, count = sum(status[keep & groups == group] == 1), of = sum(keep & groups == group),
          value = reached$est[1, 1], standard_error = sqrt(reached$var[1, 1]))
  }
  test <- result$Tests[1, ]
  check("rate", "cir", item, "gray", statistic = test["stat"], degrees_of_freedom = test["df"],
        p = pchisq(test["stat"], test["df"], lower.tail = FALSE))
}

# Table 4.
columns <- as.data.frame(c(variables, list(deleted = deleted)))[, covariates]
for (endpoint in names(models)) {
  response <- Surv(clinical[[endpoints[[endpoint]][1]]], clinical[[endpoints[[endpoint]][2]]])
  control <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100)
  fit <- coxph(response ~ ., columns, ties = "efron", control = control)
  se <- sqrt(diag(vcov(fit)))
  limits <- exp(confint(fit))
  proportional <- cox.zph(fit, transform = "km")$table
  for (i in seq_along(covariates)) {
    check("cox", endpoint, covariates[i], NA, count = fit$nevent, of = fit$n, value = exp(coef(fit)[i]),
          standard_error = se[i], lower = limits[i, 1], upper = limits[i, 2], statistic = coef(fit)[i] / se[i],
          p = pchisq((coef(fit)[i] / se[i])^2, 1, lower.tail = FALSE))
    check("cox", endpoint, covariates[i], "proportional_hazards", statistic = proportional[i, "chisq"],
          p = proportional[i, "p"])
  }
  ratio <- 2 * diff(fit$loglik)
  check("cox", endpoint, NA, "likelihood_ratio", statistic = ratio, degrees_of_freedom = length(covariates),
        p = pchisq(ratio, length(covariates), lower.tail = FALSE))
  check("cox", endpoint, NA, "proportional_hazards", statistic = proportional["GLOBAL", "chisq"],
        p = proportional["GLOBAL", "p"])
  check("cox", endpoint, NA, "concordance", value = fit$concordance["concordance"])
}
cat(sprintf("%d numbers of the sample study compared\n", compared))
if (failed || compared < 1000) quit(status = 1)
