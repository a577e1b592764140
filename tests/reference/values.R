# Reference values for tests/test_reference.py, by other software: R with the packages survey, clubSandwich and sandwich.
#
#     Rscript values.R
#
# writes counts.csv (made-up counts: no text is behind them) and values.csv beside this script; the first line of
# values.csv names the versions. The tests read both and do not need R.

suppressPackageStartupMessages({
  library(survey)
  library(clubSandwich)
})

set.seed(20240601)
events <- 24
counts <- data.frame(
  doc_id = sprintf("%s%02d", rep(c("Bee", "Sun", "Ant"), each = events), rep(1:events, 3)),
  outlet = rep(c("Bee", "Sun", "Ant"), each = events),
  event = rep(sprintf("event%02d", 1:events), 3),
  author = sprintf("%s-%d", rep(c("Bee", "Sun", "Ant"), each = events), sample(1:7, 3 * events, replace = TRUE)),
  genre = sample(c("news", "news", "opinion"), 3 * events, replace = TRUE),
  words = pmax(80, round(rlnorm(3 * events, 6.3, 0.5)))
)
topic <- rep(exp(rnorm(events, 0, 0.45)), 3)
rate <- 0.006 * topic * ifelse(counts$genre == "opinion", 1.8, 1) * ifelse(counts$outlet == "Bee", 1.4, 1)
counts$n <- rpois(nrow(counts), rate * counts$words * rgamma(nrow(counts), 4.5, 4.5))
counts$rare <- rpois(nrow(counts), 0.0012 * counts$words)
write.csv(counts, "counts.csv", row.names = FALSE, quote = FALSE)

values <- list()
keep <- function(name, value) values[[name]] <<- as.numeric(value)
two <- counts[counts$outlet %in% c("Bee", "Sun"), ]

# The delete-one jackknife by survey's JK1 replicate weights, around the mean of the replicates, as ours.
jackknife <- function(data, id, statistic) {
  design <- as.svrepdesign(svydesign(ids = id, weights = ~1, data = data), type = "JK1", mse = FALSE)
  withReplicates(design, statistic)
}
log_rate <- function(w, d) log(sum(w * d$n) / sum(w * d$words))
log_ratio <- function(w, d) {
  is_a <- d$outlet == "Bee"
  log(sum((w * d$n)[is_a]) / sum((w * d$words)[is_a])) - log(sum((w * d$n)[!is_a]) / sum((w * d$words)[!is_a]))
}
error <- function(replicates) sqrt(attr(replicates, "var")[1])

# Degrees of freedom: the effective number of units less one (Kish 1965).
freedom <- function(words) sum(words)^2 / sum(words^2) - 1
for (outlet in c("Bee", "Sun")) {
  keep(paste0("freedom_", outlet), freedom(two$words[two$outlet == outlet]))
  found <- jackknife(two[two$outlet == outlet, ], ~doc_id, log_rate)
  keep(paste0("log_rate_", outlet), found[1])
  keep(paste0("error_", outlet), error(found))
}
v <- c(values$error_Bee, values$error_Sun)^2
welch <- sum(v)^2 / sum(v^2 / c(values$freedom_Bee, values$freedom_Sun))
t <- (values$log_rate_Bee - values$log_rate_Sun) / sqrt(sum(v))
keep("independent_p", 2 * pt(-abs(t), welch))

by_event <- jackknife(two, ~event, log_ratio)
keep("shared_log_ratio", by_event[1])
keep("shared_error", error(by_event))
shared <- freedom(tapply(two$words, two$event, sum))
keep("freedom_shared", shared)
keep("freedom_regression", events - 1)
keep("shared_p", 2 * pt(-abs(by_event[1]) / error(by_event), shared))
keep("shared_low", exp(by_event[1] - qt(.975, shared) * error(by_event)))
keep("shared_high", exp(by_event[1] + qt(.975, shared) * error(by_event)))

# Strata: both outlets' rates by genre, weighed by the words that the two have in it; the weights are fixed.
weight <- tapply(two$words, two$genre, sum) / sum(two$words)
standardised <- function(w, d) {
  rate <- function(is_side) {
    by_genre <- tapply((w * d$n)[is_side], d$genre[is_side], sum) / tapply((w * d$words)[is_side], d$genre[is_side], sum)
    sum(weight * by_genre[names(weight)])
  }
  log(rate(d$outlet == "Bee")) - log(rate(d$outlet == "Sun"))
}
found <- jackknife(two, ~event, standardised)
keep("strata_log_ratio", found[1])
keep("strata_error", error(found))

# Shares of articles with at least one of the rarer device, and their difference.
share_difference <- function(w, d) {
  is_a <- d$outlet == "Bee"
  sum((w * (d$rare > 0))[is_a]) / sum(w[is_a]) - sum((w * (d$rare > 0))[!is_a]) / sum(w[!is_a])
}
found <- jackknife(two, ~event, share_difference)
keep("difference", found[1])
keep("difference_error", error(found))

# Outlets as units: each outlet by genre is taken for an outlet of its own here, only to have several.
units <- aggregate(cbind(n, words) ~ outlet + author, counts, sum)
units <- units[units$n > 0, ]
units$log_rate <- log(units$n / units$words)
welch_test <- t.test(log_rate ~ outlet, units[units$outlet != "Ant", ])
keep("outlets_p", welch_test$p.value)
keep("outlets_low", exp(welch_test$conf.int[1]))
keep("outlets_high", exp(welch_test$conf.int[2]))
keep("outlets_omnibus_p", oneway.test(log_rate ~ outlet, units)$p.value)

# Regression: Poisson, clustered by event, with errors that leave each cluster's own influence out (CR3).
model <- glm(n ~ outlet + genre, offset = log(words), family = poisson, data = two)
keep("regression_log_ratio", -coef(model)["outletSun"])
keep("regression_error", sqrt(vcovCR(model, cluster = two$event, type = "CR3")["outletSun", "outletSun"]))

# Families
p <- c(0.011, 0.62, 0.0004, 0.03, 0.044)
for (place in seq_along(p)) {
  keep(paste0("holm_", place), p.adjust(p, "holm")[place])
  keep(paste0("fdr_", place), p.adjust(p, "BH")[place])
}

lines <- c(
  sprintf("# %s, survey %s, clubSandwich %s", R.version.string, packageVersion("survey"), packageVersion("clubSandwich")),
  "name,value", sprintf("%s,%.12g", names(values), unlist(values))
)
writeLines(lines, "values.csv")
