# Make log_ratio.csv from terms_texts.csv: Hardie's log ratio of "Bee" against "Sun", and G2 as the deviance of a
# binomial regression on the outlet. R 4.5.0, base only:  Rscript tests/reference/log_ratio.R
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
texts <- read.csv(file.path(here, "terms_texts.csv"))
words <- strsplit(texts$text, " ")
of <- function(outlet) unlist(words[texts$outlet == outlet])
terms <- sort(unique(unlist(words)))
rows <- lapply(terms, function(term) {
  n <- c(sum(of("Bee") == term), sum(of("Sun") == term))
  total <- c(length(of("Bee")), length(of("Sun")))
  fit <- glm(cbind(n, total - n) ~ 1, family = binomial)
  rate <- ifelse(n == 0, 0.5, n) / total
  data.frame(term = term, n = n[1], n_rest = n[2], log_ratio = log2(rate[1] / rate[2]), g2 = deviance(fit))
})
table <- do.call(rbind, rows)
table$log_ratio <- sprintf("%.12g", table$log_ratio)
table$g2 <- sprintf("%.12g", table$g2)
write.csv(table, file.path(here, "log_ratio.csv"), row.names = FALSE, quote = FALSE)
